using LmStudio.AI.Emulator;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Options;
using Yarp.ReverseProxy;
using Yarp.ReverseProxy.Configuration;

namespace LmStudio.AI.Yarp.Tests;

/// <summary>How the affinity is set up, and what it writes to the log.</summary>
public class SetupTests
{
    [Fact]
    public async Task Cluster_WithoutPolicyAndMetadata_IsLeftAlone()
    {
        await using GatewayRun run = await GatewayRun.StartAsync(cluster: static cluster => cluster with { LoadBalancingPolicy = null });

        _ = await run.CreateClient().GetResponseAsync("Hello");

        Assert.DoesNotContain(run.First.Requests.Concat(run.Second.Requests), static request => request.Method == "GET"); // Nobody asked for models.
    }

    [Fact]
    public async Task Cluster_WithMetadataAndAnotherPolicy_HasAffinity()
    {
        await using GatewayRun run = await GatewayRun.StartAsync(cluster: static cluster => cluster with
        {
            LoadBalancingPolicy = "RoundRobin",
            Metadata = new Dictionary<string, string> { ["LmStudio"] = "true" },
        });
        LmStudioChatClient client = run.CreateClient();
        ChatResponse first = await client.GetResponseAsync("My name is Ada.");

        for (int turn = 0; turn < 3; turn++)
        {
            first = await client.GetResponseAsync("What is my name?", new ChatOptions { ConversationId = first.ConversationId });
        }

        Assert.Contains("Ada", first.Text);
        Assert.Equal([0, 4], new[] { GatewayRun.Chats(run.First), GatewayRun.Chats(run.Second) }.Order());
    }

    [Theory]
    [InlineData(null, 86_400)]
    [InlineData(60, 60)]
    public async Task ActivityTimeout_IsADayUnlessItIsSet(int? seconds, int expected)
    {
        await using GatewayRun run = await GatewayRun.StartAsync(cluster: cluster => cluster with
        {
            HttpRequest = seconds is null ? null : new() { ActivityTimeout = TimeSpan.FromSeconds(seconds.Value) },
        });

        ClusterConfig cluster = run.Gateway.Services.GetRequiredService<IProxyStateLookup>().GetClusters().Single().Model.Config;

        Assert.Equal(TimeSpan.FromSeconds(expected), cluster.HttpRequest!.ActivityTimeout);
    }

    [Fact]
    public async Task MissingStep_IsAWarning()
    {
        FakeLoggerProvider log = new();
        await using LmStudioEmulator server = await LmStudioEmulator.StartAsync();
        await using Gateway gateway = await Gateway.StartAsync([server.Endpoint], services: services => services.AddSingleton<Microsoft.Extensions.Logging.ILoggerProvider>(log), usesAffinity: false);
        using LmStudioChatClient client = new(gateway.Endpoint, GatewayRun.Model, apiToken: "");

        _ = await client.GetResponseAsync("Hello");
        _ = await client.GetResponseAsync("Hello");

        Assert.Single(log.Collector.GetSnapshot(), static record => record.Message.Contains("call UseLmStudioAffinity() before UseLoadBalancing()", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Options_ThatCannotBeRight_FailTheStart() =>
        await Assert.ThrowsAsync<OptionsValidationException>(() => Gateway.StartAsync([new Uri("http://127.0.0.1:1")], static options => options.MaxConversationsInMemory = 0));

    [Fact]
    public async Task Requests_HaveOneLineEachWithoutSecrets()
    {
        FakeLoggerProvider log = new();
        await using GatewayRun run = await GatewayRun.StartAsync(services: services => services.AddSingleton<Microsoft.Extensions.Logging.ILoggerProvider>(log));
        await run.Second.DisposeAsync();

        _ = await run.PostAsync("/api/v1/chat?key=secret", new { model = GatewayRun.Model, input = "a secret" }, "sk-lm-secret");
        using HttpResponseMessage other = await run.Http.GetAsync("/line%0Abreak");
        _ = await run.PostAsync("/api/v1/models/load", new { model = "secret" });
        await run.Gateway.DisposeAsync(); // The last line is written when the client has its answer already.

        FakeLogRecord[] records = [.. log.Collector.GetSnapshot().Where(static record => record.Category!.EndsWith("AffinityMiddleware", StringComparison.Ordinal))];
        Assert.Collection(
            records.Select(static record => record.Message).Order(StringComparer.Ordinal),
            static line => Assert.Matches("^GET /line%0Abreak -> a: 200 in \\d+ ms$", line),
            static line => Assert.Matches("^POST /api/v1/chat -> a: 200 in \\d+ ms$", line),
            static line => Assert.Matches("^POST /api/v1/models/load: 400 in \\d+ ms. Each server behind this gateway has its own models", line));
        Assert.DoesNotContain(records, static record => record.Message.Contains("secret", StringComparison.Ordinal));
    }
}
