using System.Diagnostics.Metrics;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.Metrics.Testing;

namespace LmStudio.AI.Yarp.Tests;

/// <summary>The names and tags of the gateway's metrics, which dashboards rely on.</summary>
public sealed class MetricsTests
{
    [Fact]
    public async Task Requests_AreCountedByOutcomeAndServer()
    {
        await using GatewayRun run = await GatewayRun.StartAsync();
        using MetricCollector<long> requests = Collect<long>(run, "lmstudio.gateway.requests");
        LmStudioChatClient client = run.CreateClient();
        using LmStudioChatClient direct = new(run.Second.Endpoint, GatewayRun.Model, apiToken: "");
        string elsewhere = (await direct.GetResponseAsync("Hello")).ConversationId!;

        ChatResponse first = await client.GetResponseAsync("Hello");
        _ = await client.GetResponseAsync("Go on", new ChatOptions { ConversationId = first.ConversationId });
        _ = await client.GetResponseAsync("Go on", new ChatOptions { ConversationId = elsewhere });
        _ = await run.PostAsync("/api/v1/chat", new { model = GatewayRun.Model, input = "Go on", previous_response_id = "resp_unknown" });
        _ = await run.PostAsync("/v1/chat/completions", new { model = GatewayRun.Model, messages = new[] { new { role = "user", content = "Hello" } } });
        _ = await run.Http.GetStringAsync("/api/v1/models");
        _ = await run.PostAsync("/api/v1/models/load", new { model = GatewayRun.Model });
        run.Http.DefaultRequestHeaders.Add("X-LmStudio-Server", "b");
        _ = await run.PostAsync("/api/v1/models/unload", new { instance_id = "none" });

        await requests.WaitForMeasurementsAsync(8, TimeSpan.FromSeconds(30));
        IReadOnlyList<CollectedMeasurement<long>> counts = requests.GetMeasurementSnapshot();
        Assert.Equal(["continued", "list", "named", "new", "other", "rejected", "searched", "unknown"], counts.Select(static count => (string)count.Tags["lmstudio.gateway.outcome"]!).Order());
        Assert.All(counts, static count => Assert.Equal(1, count.Value));
        Assert.Equal("b", ServerOf("searched"));
        Assert.Equal(ServerOf("new"), ServerOf("continued"));
        Assert.Equal("b", ServerOf("named"));
        Assert.Contains(ServerOf("other"), new[] { "a", "b" });
        Assert.Null(ServerOf("list"));
        Assert.Null(ServerOf("rejected"));

        string? ServerOf(string outcome) =>
            (string?)counts.Single(count => (string)count.Tags["lmstudio.gateway.outcome"]! == outcome).Tags.GetValueOrDefault("lmstudio.gateway.server");
    }

    [Fact]
    public async Task Conversations_AreCounted_WhenTheyAreLearnedAndWhileTheyAreInMemory()
    {
        await using GatewayRun run = await GatewayRun.StartAsync();
        using MetricCollector<long> learned = Collect<long>(run, "lmstudio.gateway.conversations.recorded");
        using MetricCollector<int> inMemory = Collect<int>(run, "lmstudio.gateway.conversations.in_memory");

        _ = await run.CreateClient().GetResponseAsync("Hello");
        _ = await run.CreateClient().GetStreamingResponseAsync("Hello").ToChatResponseAsync();

        inMemory.RecordObservableInstruments();
        Assert.Equal(2, learned.GetMeasurementSnapshot().EvaluateAsCounter());
        Assert.Equal(2, inMemory.LastMeasurement?.Value);
    }

    [RedisFact]
    public async Task TableFailures_AreCounted()
    {
        await using RedisServer redis = await RedisServer.StartAsync();
        await using GatewayRun run = await GatewayRun.StartAsync(services: services => services.AddStackExchangeRedisCache(options => options.Configuration = redis.Configuration));
        using MetricCollector<long> failures = Collect<long>(run, "lmstudio.gateway.table.failures");
        await redis.StopAsync();

        _ = await run.CreateClient().GetResponseAsync("Hello");

        await failures.WaitForMeasurementsAsync(1, TimeSpan.FromSeconds(30));
        Assert.Empty(failures.LastMeasurement!.Tags);
    }

    private static MetricCollector<T> Collect<T>(GatewayRun run, string name)
        where T : struct => new(run.Gateway.Services.GetRequiredService<IMeterFactory>(), "LmStudio.AI.Yarp", name);
}
