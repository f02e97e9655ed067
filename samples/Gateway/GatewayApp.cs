using LmStudio.AI.Yarp;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace GatewaySample;

/// <summary>The gateway: YARP, affinity, health checks and metrics. The settings are in appsettings.json, on the command line or in the environment.</summary>
internal static class GatewayApp
{
    /// <summary>The path of the gateway's health check. LM Studio has no such path.</summary>
    public const string HealthPath = "/gateway/health";

    /// <param name="args">Settings, for example <c>--Urls http://*:8080</c>.</param>
    /// <param name="servers">The servers, or none to use those in the settings.</param>
    public static WebApplication Build(string[] args, IReadOnlyList<Uri>? servers = null)
    {
        WebApplicationBuilder builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = Path.Combine(AppContext.BaseDirectory, "GatewaySettings") });
        builder.Configuration.AddInMemoryCollection((servers ?? []).Select(static (server, index) =>
            KeyValuePair.Create($"ReverseProxy:Clusters:lmstudio:Destinations:server-{index + 1}:Address", (string?)server.ToString())));
        builder.WebHost.ConfigureKestrel(static kestrel => kestrel.Limits.MaxRequestBodySize = null); // Images are large. The affinity middleware has its own limit.

        if (builder.Configuration.GetConnectionString("Redis") is { Length: > 0 } redis)
        {
            builder.Services.AddStackExchangeRedisCache(options => options.Configuration = redis);
        }

        builder.Services.AddReverseProxy()
            .LoadFromConfig(builder.Configuration.GetSection("ReverseProxy"))
            .AddLmStudioAffinity(builder.Configuration.GetSection("LmStudioAffinity").Bind);
        builder.Services.AddHealthChecks().AddCheck<ServersHealthCheck>("servers", HealthStatus.Unhealthy);
        OpenTelemetryBuilder telemetry = builder.Services.AddOpenTelemetry().WithMetrics(static metrics => metrics
            .AddMeter(LmStudioReverseProxyDefaults.MeterName)
            .AddAspNetCoreInstrumentation()
            .AddHttpClientInstrumentation());
        if (builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"] is { Length: > 0 })
        {
            telemetry.UseOtlpExporter();
        }

        WebApplication app = builder.Build();
        app.MapHealthChecks(HealthPath);
        app.MapReverseProxy(static proxy =>
        {
            proxy.UseLmStudioAffinity();
            proxy.UseLoadBalancing();
            proxy.UsePassiveHealthChecks();
        });
        return app;
    }
}
