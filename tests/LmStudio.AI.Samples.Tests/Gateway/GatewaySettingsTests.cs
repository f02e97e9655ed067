using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using GatewaySample;
using LmStudio.AI.Emulator;
using LmStudio.AI.Yarp.Tests;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Metrics;

namespace LmStudio.AI.Samples.Tests;

/// <summary>The settings of the gateway sample that reach other programs: Redis, and a collector of OpenTelemetry.</summary>
public class GatewaySettingsTests
{
    private const string Model = "qwen/qwen3-8b";

    [RedisFact]
    public async Task Redis_TwoGateways_ShareTheirConversations()
    {
        await using RedisServer redis = await RedisServer.StartAsync();
        await using LmStudioEmulator first = await LmStudioEmulator.StartAsync();
        await using LmStudioEmulator second = await LmStudioEmulator.StartAsync();
        string[] settings = ["--ConnectionStrings:Redis", redis.Configuration, "--LmStudioAffinity:DistributedCacheTimeout", "00:01:00"]; // The first connection takes long on a busy machine.
        await using WebApplication gateway = await StartAsync([first, second], settings);
        await using WebApplication other = await StartAsync([first, second], settings);
        string? id = null;

        for (int turn = 0; turn < 6; turn++)
        {
            using HttpClient http = new() { BaseAddress = new Uri((turn % 2 == 0 ? gateway : other).Urls.Single()) };
            using HttpResponseMessage response = await http.PostAsJsonAsync(
                "/api/v1/chat", id is null ? (object)new { model = Model, input = "My name is Ada." } : new { model = Model, input = "What is my name?", previous_response_id = id });
            JsonElement body = await response.Content.ReadFromJsonAsync<JsonElement>();
            id = body.GetProperty("response_id").GetString();
        }

        // A gateway that does not know an id asks the other server too.
        Assert.Equal([0, 6], new[] { first, second }.Select(static server => server.Requests.Count(static request => request.Path == "/api/v1/chat")).Order());
    }

    [Fact]
    public async Task Otlp_EndpointIsSet_MetricsOfTheGatewayGoThere()
    {
        await using Collector collector = await Collector.StartAsync();
        await using LmStudioEmulator server = await LmStudioEmulator.StartAsync();
        await using WebApplication gateway = await StartAsync([server], "--OTEL_EXPORTER_OTLP_ENDPOINT", collector.Address, "--OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf");
        await ChatAsync(gateway);

        Assert.True(gateway.Services.GetRequiredService<MeterProvider>().ForceFlush(30_000));

        Assert.Contains(collector.Requests, static request => request.Path == "/v1/metrics" && request.Body.Contains("lmstudio.gateway.requests", StringComparison.Ordinal));
        Assert.Contains(collector.Requests, static request => request.Body.Contains("http.server.request.duration", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Otlp_NoEndpoint_NothingIsSent()
    {
        await using Collector collector = await Collector.StartAsync();
        await using LmStudioEmulator server = await LmStudioEmulator.StartAsync();
        await using WebApplication gateway = await StartAsync([server], "--OTEL_EXPORTER_OTLP_ENDPOINT", "", "--OTEL_EXPORTER_OTLP_METRICS_ENDPOINT", collector.Address);
        await ChatAsync(gateway);

        Assert.True(gateway.Services.GetRequiredService<MeterProvider>().ForceFlush(30_000));

        Assert.Empty(collector.Requests);
    }

    private static async Task<WebApplication> StartAsync(LmStudioEmulator[] servers, params string[] settings)
    {
        WebApplication app = GatewayApp.Build(["--Urls", "http://127.0.0.1:0", "--Logging:LogLevel:Default", "None", "--Logging:LogLevel:LmStudio.AI.Yarp", "None", .. settings], [.. servers.Select(static server => server.Endpoint)]);
        await app.StartAsync();
        return app;
    }

    private static async Task ChatAsync(WebApplication gateway)
    {
        using HttpClient http = new() { BaseAddress = new Uri(gateway.Urls.Single()) };
        using HttpResponseMessage response = await http.PostAsJsonAsync("/api/v1/chat", new { model = Model, input = "Hello" });
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    /// <summary>Takes what an exporter of OpenTelemetry sends over HTTP.</summary>
    private sealed class Collector(WebApplication app, List<(string Path, string Body)> requests) : IAsyncDisposable
    {
        public string Address => app.Urls.Single();

        public IReadOnlyList<(string Path, string Body)> Requests => requests;

        public static async Task<Collector> StartAsync()
        {
            List<(string Path, string Body)> requests = [];
            WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
            WebApplication app = builder.Build();
            app.Urls.Add("http://127.0.0.1:0");
            app.Run(async context =>
            {
                using StreamReader reader = new(context.Request.Body, System.Text.Encoding.Latin1);
                string body = await reader.ReadToEndAsync();
                lock (requests)
                {
                    requests.Add((context.Request.Path, body));
                }
            });
            await app.StartAsync();
            return new Collector(app, requests);
        }

        public ValueTask DisposeAsync() => app.DisposeAsync();
    }
}
