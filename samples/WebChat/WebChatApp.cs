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

/// <summary>The web application: a page, what the page asks for, and a health check.</summary>
internal sealed partial class WebChatApp : IAsyncDisposable
{
    private readonly LmStudioEmulator? _emulator;

    private WebChatApp(WebApplication web, LmStudioEmulator? emulator)
    {
        Web = web;
        _emulator = emulator;
    }

    public WebApplication Web { get; }

    /// <summary>Gets whether the server is the emulator, whose answers mean nothing.</summary>
    public bool IsEmulated => _emulator is not null;

    /// <summary>Serves until the program is stopped.</summary>
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

    /// <summary>Builds the application. Where no LM Studio answers at the default address, an emulator in this process takes its place.</summary>
    /// <param name="settings">Settings of the command line, like <c>--urls=http://localhost:8080</c>.</param>
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
            // Not in a settings file, which would go before the address that an orchestrator gives in ASPNETCORE_URLS.
            _ = builder.WebHost.UseUrls("http://localhost:5080");
        }

        configure?.Invoke(builder);

        LmStudioEmulator? emulator = await IsEmulatorNeededAsync(builder.Configuration, cancellationToken) ? await DemoServer.StartAsync(cancellationToken) : null;
        if (emulator is not null)
        {
            builder.Configuration["LmStudio:Endpoint"] = emulator.Endpoint.ToString();
            builder.Configuration["LmStudio:ApiToken"] = ""; // A token for the real server is not for this one.
        }

        builder.AddLmStudioClient("lmstudio").AddHealthCheck().AddChatClient();

        builder.WebHost.ConfigureKestrel(static options => options.Limits.MaxRequestBodySize = PromptLimits.RequestBytes);

        WebApplication web = builder.Build();
        web.UsePageSecurity();
        web.UseDefaultFiles();
        // A newer version of the sample is seen at the next reload.
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

    /// <summary>Only where the user named no address: if nothing answers at one that was named, the page says so.</summary>
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

    [LoggerMessage(LogLevel.Warning, "No LM Studio answers: an emulator's demo model stands in. For the real thing, get https://lmstudio.ai and run `lms server start` first.")]
    private static partial void LogEmulator(ILogger logger);

    [LoggerMessage(LogLevel.Information, "The chat is at {Address}")]
    private static partial void LogAddress(ILogger logger, string address);
}
