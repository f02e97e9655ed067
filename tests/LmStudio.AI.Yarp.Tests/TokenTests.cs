using System.Net;
using System.Net.Http.Json;
using LmStudio.AI.Emulator;
using Microsoft.Extensions.AI;
using Yarp.ReverseProxy.Configuration;

namespace LmStudio.AI.Yarp.Tests;

/// <summary>Whose token a server gets.</summary>
public class TokenTests
{
    [Fact]
    public async Task WrongToken_IsRefusedByTheServerAndNotRepeated()
    {
        await using GatewayRun run = await GatewayRun.StartAsync(static options => options.ApiTokens.Add("right"));

        Assert.NotEmpty((await run.CreateClient(apiToken: "right").GetResponseAsync("Hello")).Text);
        LmStudioException exception = await Assert.ThrowsAsync<LmStudioException>(() => run.CreateClient(apiToken: "wrong-secret").GetResponseAsync("Hello"));

        Assert.Equal(LmStudioErrorKind.Unauthorized, exception.Kind);
        Assert.DoesNotContain("wrong-secret", exception.Message);
    }

    [Fact]
    public async Task TokenOfTheServer_ReplacesTheClients()
    {
        await using GatewayRun run = await GatewayRun.StartAsync(static options => options.ApiTokens.Add("of-the-server"), cluster: static cluster => WithToken(cluster, "of-the-server"));

        ChatResponse first = await run.CreateClient(apiToken: "ada").GetResponseAsync("My name is Ada.");
        ChatResponse second = await run.CreateClient(apiToken: "ada").GetResponseAsync("What is my name?", new ChatOptions { ConversationId = first.ConversationId });
        LmStudioException other = await Assert.ThrowsAsync<LmStudioException>(
            () => run.CreateClient(apiToken: "mallory").GetResponseAsync("What is my name?", new ChatOptions { ConversationId = first.ConversationId }));

        Assert.Contains("Ada", second.Text);
        Assert.Equal(LmStudioErrorKind.ConversationNotFound, other.Kind);
        Assert.All(run.Requests, static request => Assert.Equal("Bearer of-the-server", request.Headers["Authorization"]));
    }

    [Fact]
    public async Task TokenOfTheServer_IsNotForManagingModels()
    {
        await using GatewayRun run = await GatewayRun.StartAsync(static options => options.ApiTokens.Add("of-the-server"), cluster: static cluster => WithToken(cluster, "of-the-server"));
        using HttpRequestMessage request = new(HttpMethod.Post, "/api/v1/models/unload") { Content = JsonContent.Create(new { instance_id = GatewayRun.Model }) };
        request.Headers.Add("X-LmStudio-Server", "a");

        using HttpResponseMessage response = await run.Http.SendAsync(request);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        EmulatorInstance instance = Assert.Single(run.First.LoadedInstances);
        Assert.Equal(GatewayRun.Model, instance.Id);
    }

    private static ClusterConfig WithToken(ClusterConfig cluster, string token) => cluster with
    {
        Destinations = cluster.Destinations!.ToDictionary(
            static pair => pair.Key,
            pair => pair.Value with { Metadata = new Dictionary<string, string> { [LmStudioReverseProxyDefaults.ApiTokenMetadata] = token } }),
    };
}
