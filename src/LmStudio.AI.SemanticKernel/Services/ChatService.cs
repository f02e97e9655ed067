using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.SemanticKernel;

namespace LmStudio.AI.SemanticKernel;

/// <summary>Creates the chat client of a kernel: the connector with logging, telemetry and the kernel's functions.</summary>
internal static class ChatService
{
    public static IChatClient Create(IServiceProvider services, LmStudioKernelOptions options, string? serviceId)
    {
        ILoggerFactory? loggerFactory = services.GetService<ILoggerFactory>();
        (LmStudioClient lmStudio, bool isOwned) = Connect(services, options, serviceId);
        IChatClient chatClient = lmStudio.AsIChatClient(options.ModelId, options.Chat, loggerFactory);

        // The first is the outermost: each request of a function loop is traced and logged.
        ChatClientBuilder builder = new KernelChatClient(chatClient, isOwned ? lmStudio : null)
            .AsBuilder()
            .Use(static innerClient => new EndedLoopClient(innerClient))
            .Use(static innerClient => new ConversationClient(innerClient))
            .UseKernelFunctionInvocation(loggerFactory)
            .UseOpenTelemetry(loggerFactory, options.OpenTelemetrySourceName, options.ConfigureOpenTelemetry);
        if (loggerFactory is not null)
        {
            builder = builder.UseLogging(loggerFactory);
        }

        return builder.Build(services);
    }

    /// <summary>Returns the client that sends the requests, and whether it was created for this service.</summary>
    public static (LmStudioClient Client, bool IsOwned) Connect(IServiceProvider services, LmStudioKernelOptions options, string? serviceId)
    {
        if (options.Client is { } client)
        {
            return (client, false);
        }

        bool isDefault = options.HttpClient is null
            && options.Connection is { Endpoint: null, ApiToken: null, ApiTokenProvider: null, Model: null, Dialect: LmStudioApiDialect.Auto };
        if (isDefault && (services.GetKeyedService<LmStudioClient>(serviceId) ?? services.GetService<LmStudioClient>()) is { } registered)
        {
            return (registered, false);
        }

        ILoggerFactory? loggerFactory = services.GetService<ILoggerFactory>();
        LmStudioClient created = options.HttpClient is { } httpClient
            ? new LmStudioClient(httpClient, options.Connection, loggerFactory)
            : new LmStudioClient(options.Connection, loggerFactory);
        return (created, true);
    }
}
