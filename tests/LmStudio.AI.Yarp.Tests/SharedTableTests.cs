using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;

namespace LmStudio.AI.Yarp.Tests;

/// <summary>Several gateways in front of the same servers, with a table of conversations in Redis.</summary>
public class SharedTableTests
{
    [RedisFact]
    public async Task TwoGateways_OneIsKilled_TheOtherKnowsItsConversations()
    {
        await using RedisServer redis = await RedisServer.StartAsync();
        await using GatewayRun run = await GatewayRun.StartAsync(services: services => UseRedis(services, redis));
        await using Gateway other = await Gateway.StartAsync([run.First.Endpoint, run.Second.Endpoint], services: services => UseRedis(services, redis));
        using LmStudioChatClient client = new(other.Endpoint, GatewayRun.Model, apiToken: "");
        string[] names = ["Ada", "Alan", "Barbara", "Edsger"];
        List<string> ids = [];
        foreach (string name in names)
        {
            ids.Add((await run.CreateClient().GetResponseAsync($"My name is {name}.")).ConversationId!);
        }

        await run.Gateway.DisposeAsync();
        for (int i = 0; i < names.Length; i++)
        {
            ChatResponse response = await client.GetStreamingResponseAsync("What is my name?", new ChatOptions { ConversationId = ids[i] }).ToChatResponseAsync();
            Assert.Contains(names[i], response.Text);
        }

        // Had the other gateway asked around, the servers would have got more requests.
        Assert.Equal(8, GatewayRun.Chats(run.First) + GatewayRun.Chats(run.Second));
    }

    [RedisFact]
    public async Task TwoGateways_TurnsAlternate_EachTurnFindsItsServer()
    {
        await using RedisServer redis = await RedisServer.StartAsync();
        await using GatewayRun run = await GatewayRun.StartAsync(services: services => UseRedis(services, redis));
        await using Gateway other = await Gateway.StartAsync([run.First.Endpoint, run.Second.Endpoint], services: services => UseRedis(services, redis));
        using LmStudioChatClient second = new(other.Endpoint, GatewayRun.Model, apiToken: "");
        IChatClient[] clients = [run.CreateClient(), second];

        string? id = null;
        for (int turn = 0; turn < 20; turn++)
        {
            // The next turn begins as soon as the id is seen, before the stream has ended.
            await foreach (ChatResponseUpdate update in clients[turn % 2].GetStreamingResponseAsync("Go on.", new ChatOptions { ConversationId = id }))
            {
                if (update.ConversationId is { } next)
                {
                    id = next;
                    break;
                }
            }
        }

        Assert.Equal([0, 20], new[] { GatewayRun.Chats(run.First), GatewayRun.Chats(run.Second) }.Order());
    }

    [RedisFact]
    public async Task AnotherToken_AtTheOtherGateway_FindsNothing()
    {
        await using RedisServer redis = await RedisServer.StartAsync();
        await using GatewayRun run = await GatewayRun.StartAsync(services: services => UseRedis(services, redis));
        await using Gateway other = await Gateway.StartAsync([run.First.Endpoint, run.Second.Endpoint], services: services => UseRedis(services, redis));
        using LmStudioChatClient mallory = new(other.Endpoint, GatewayRun.Model, apiToken: "mallory");
        ChatResponse first = await run.CreateClient(apiToken: "ada").GetResponseAsync("My name is Ada.");

        LmStudioException exception = await Assert.ThrowsAsync<LmStudioException>(() => mallory.GetResponseAsync("What is my name?", new ChatOptions { ConversationId = first.ConversationId }));

        Assert.Equal(LmStudioErrorKind.ConversationNotFound, exception.Kind);
        Assert.Single(run.Requests);
    }

    [RedisFact]
    public async Task Redis_Dies_ConversationsGoOn()
    {
        await using RedisServer redis = await RedisServer.StartAsync();
        await using GatewayRun run = await GatewayRun.StartAsync(services: services => UseRedis(services, redis), affinity: static options => options.DistributedCacheTimeout = TimeSpan.FromMilliseconds(100));
        LmStudioChatClient client = run.CreateClient();
        ChatResponse first = await client.GetResponseAsync("My name is Ada.");
        using LmStudioChatClient direct = new(run.Second.Endpoint, GatewayRun.Model, apiToken: "");
        ChatResponse unknown = await direct.GetResponseAsync("My name is Alan.");

        await redis.StopAsync();
        ChatResponse second = await client.GetResponseAsync("What is my name?", new ChatOptions { ConversationId = first.ConversationId });
        ChatResponse third = await client.GetResponseAsync("What is my name?", new ChatOptions { ConversationId = unknown.ConversationId });

        Assert.Contains("Ada", second.Text);
        Assert.Contains("Alan", third.Text);
    }

    private static void UseRedis(IServiceCollection services, RedisServer redis) => services.AddStackExchangeRedisCache(options => options.Configuration = redis.Configuration);
}
