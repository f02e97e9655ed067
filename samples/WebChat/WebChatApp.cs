using LmStudio.AI;
using LmStudio.AI.Emulator;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Samples;

namespace WebChatSample;

/// <summary>The web application: the page, its API and a health check.</summary>
internal sealed partial class WebChatApp : IAsyncDisposable
{
    private readonly LmStudioEmulator? _emulator;

    private WebChatApp(WebApplication web, LmStudioEmulator? emulator)
    {
        Web = web;
        _emulator = emulator;
    }

    public WebApplication Web { get; }

    /// <summary>Gets whether the server is the emulator, which does not run a model.</summary>
    public bool IsEmulated => _emulator is not null;

    /// <summary>Runs until the program is stopped.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> ServeAsync(IReadOnlyList<string> settings, CancellationToken cancellationToken)
    {
        await using WebChatApp app = await BuildAsync(settings, configure: null, cancellationToken);
        if (app.IsEmulated)
        {
            LogEmulator(app.Web.Logger);
        }

        await app.Web.StartAsync(cancellationToken);
        LogAddress(app.Web.Logger, string.Join(", ", app.Web.Urls));
        await app.Web.WaitForShutdownAsync(cancellationToken);
        return 0;
    }

    /// <summary>Builds the application. If LM Studio does not respond at the default address, an emulator in this process is used.</summary>
    /// <param name="settings">Settings from the command line, like <c>--urls=http://localhost:8080</c>.</param>
    /// <param name="configure">Changes the application's builder.</param>
    /// <param name="cancellationToken">Ends the search for LM Studio.</param>
    public static async Task<WebChatApp> BuildAsync(IReadOnlyList<string> settings, Action<WebApplicationBuilder>? configure, CancellationToken cancellationToken)
    {
        WebApplicationBuilder builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            Args = [.. settings],
            ContentRootPath = Path.Combine(AppContext.BaseDirectory, "Site"),
        });
        if (builder.Configuration[WebHostDefaults.ServerUrlsKey] is null)
        {
            // Not in a settings file, which would override the address that an orchestrator sets in ASPNETCORE_URLS.
            _ = builder.WebHost.UseUrls("http://localhost:5080");
        }

        configure?.Invoke(builder);

        LmStudioEmulator? emulator = await IsEmulatorNeededAsync(builder.Configuration, cancellationToken) ? await DemoServer.StartAsync(cancellationToken) : null;
        if (emulator is not null)
        {
            builder.Configuration["LmStudio:Endpoint"] = emulator.Endpoint.ToString();
            builder.Configuration["LmStudio:ApiToken"] = ""; // The token is for the real server.
        }

        builder.AddLmStudioClient("lmstudio").AddHealthCheck().AddChatClient();

        builder.WebHost.ConfigureKestrel(static options => options.Limits.MaxRequestBodySize = PromptLimits.RequestBytes);

        WebApplication web = builder.Build();
        web.UsePageSecurity();
        web.UseDefaultFiles();
        // A new version of the sample is loaded with the next reload.
        web.UseStaticFiles(new StaticFileOptions { OnPrepareResponse = static file => file.Context.Response.Headers.CacheControl = "no-cache" });
        bool isEmulated = emulator is not null;
        web.MapGet("/api/server", (LmStudioClient client) => new ServerInfo(client.Endpoint, isEmulated, isEmulated ? DemoServer.PluginId : null));
        web.MapModels();
        web.MapChat();
        web.MapHealthChecks("/health");
        return new WebChatApp(web, emulator);
    }

    public async ValueTask DisposeAsync()
    {
        await Web.DisposeAsync();
        if (_emulator is not null)
        {
            await _emulator.DisposeAsync();
        }
    }

    /// <summary>Only if the user did not specify an address: if no server responds at a specified address, the page reports it.</summary>
    private static async Task<bool> IsEmulatorNeededAsync(IConfiguration configuration, CancellationToken cancellationToken)
    {
        if (configuration["LmStudio:Endpoint"] is { Length: > 0 }
            || configuration["LmStudio:lmstudio:Endpoint"] is { Length: > 0 }
            || configuration.GetConnectionString("lmstudio") is { Length: > 0 }
            || !string.IsNullOrWhiteSpace(Environment.GetEnvironmentVariable(LmStudioClientOptions.EndpointEnvironmentVariable)))
        {
            return false;
        }

        using LmStudioClient client = new();
        return !await LmStudioProbe.AnswersAsync(client, cancellationToken);
    }

    [LoggerMessage(LogLevel.Warning, "LM Studio does not respond: using the emulator's demo model instead. To use LM Studio, install it from https://lmstudio.ai and run `lms server start` first.")]
    private static partial void LogEmulator(ILogger logger);

    [LoggerMessage(LogLevel.Information, "Open the chat at {Address}")]
    private static partial void LogAddress(ILogger logger, string address);
}
