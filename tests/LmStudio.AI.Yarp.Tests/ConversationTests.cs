using System.Text.Json;
using LmStudio.AI.Emulator;
using Microsoft.Extensions.AI;

namespace LmStudio.AI.Yarp.Tests;

/// <summary>Conversations through the gateway: each stays with the server that has it.</summary>
public class ConversationTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Turns_OfAConversation_StayOnTheirServer(bool stream)
    {
        await using GatewayRun run = await GatewayRun.StartAsync();
        LmStudioChatClient client = run.CreateClient();

        ChatResponse ada = await AskAsync(client, "My name is Ada.", null, stream);
        ChatResponse alan = await AskAsync(client, "My name is Alan.", null, stream);
        ChatResponse adasName = await AskAsync(client, "What is my name?", ada.ConversationId, stream);
        ChatResponse alansName = await AskAsync(client, "What is my name?", alan.ConversationId, stream);

        Assert.Contains("Ada", adasName.Text);
        Assert.Contains("Alan", alansName.Text);
        Assert.Equal(2, Chats(run.First));
        Assert.Equal(2, Chats(run.Second));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task NativeConversation_GoesOnWithFunctions_StaysOnItsServer(bool stream)
    {
        await using GatewayRun run = await GatewayRun.StartAsync();
        LmStudioChatClient client = run.CreateClient();
        AITool[] tools = [AIFunctionFactory.Create(static () => "noon", "get_time")];

        ChatResponse first = await AskAsync(client, "My name is Ada.", null, stream);
        ChatResponse second = await AskAsync(client, "What is my name?", first.ConversationId, stream, tools);
        ChatResponse third = await AskAsync(client, "Who am I?", second.ConversationId, stream);

        Assert.Equal("/api/v1/chat", first.EndpointPath);
        Assert.Equal("/v1/responses", second.EndpointPath);
        Assert.Equal("/api/v1/chat", third.EndpointPath);
        Assert.Contains("Ada", second.Text);
        Assert.Contains("Ada", third.Text);
        Assert.Equal([0, 3], [Math.Min(Chats(run.First), Chats(run.Second)), Math.Max(Chats(run.First), Chats(run.Second))]);
    }

    [Fact]
    public async Task NextTurn_AsSoonAsTheLastEventIsSeen_FindsItsServerAtOnce()
    {
        const int Turns = 50;
        await using GatewayRun run = await GatewayRun.StartAsync();
        LmStudioChatClient client = run.CreateClient();

        string? conversationId = null;
        for (int turn = 0; turn < Turns; turn++)
        {
            conversationId = await AskUntilTheIdIsSeenAsync(client, "Go on.", conversationId);
        }

        // A turn whose id was not known in time would have been asked around, so the servers would have got more requests.
        Assert.Equal([0, Turns], [Math.Min(Chats(run.First), Chats(run.Second)), Math.Max(Chats(run.First), Chats(run.Second))]);
    }

    [Fact]
    public async Task OlderId_BranchesOnTheSameServer()
    {
        await using GatewayRun run = await GatewayRun.StartAsync();
        LmStudioChatClient client = run.CreateClient();

        ChatResponse first = await AskAsync(client, "My name is Ada.", null);
        _ = await AskAsync(client, "My name is Grace.", first.ConversationId);
        ChatResponse branch = await AskAsync(client, "What is my name?", first.ConversationId);

        Assert.Contains("Ada", branch.Text);
    }

    [Fact]
    public async Task PreviewDialect_ThreadStaysOnItsServer()
    {
        await using GatewayRun run = await GatewayRun.StartAsync(static options => options.Dialect = EmulatorDialect.Preview);
        object introduction = new { model = GatewayRun.Model, input = "My name is Ada." };

        (_, string? server, JsonElement first) = await run.PostAsync("/api/v1/chat", introduction);
        string thread = first.GetProperty("thread_id").GetString()!;
        (_, string? next, JsonElement second) = await run.PostAsync("/api/v1/chat", new { model = GatewayRun.Model, input = "What is my name?", thread_id = thread });

        Assert.Equal(server, next);
        Assert.Contains("Ada", second.ToString());
    }

    [Theory]
    [InlineData("/api/v1/chat")]
    [InlineData("/v1/responses")]
    public async Task UnknownId_IsAskedAroundAndThenKnown(string path)
    {
        await using GatewayRun run = await GatewayRun.StartAsync();
        string id = await StoreAsync(run.Second, "My name is Ada."); // Not through this gateway, but through one before it, or another one.

        (int status, string? server, JsonElement answer) = await run.PostAsync(path, new { model = GatewayRun.Model, input = "What is my name?", previous_response_id = id });
        string nextId = answer.GetProperty(path == "/v1/responses" ? "id" : "response_id").GetString()!;
        _ = await run.PostAsync(path, new { model = GatewayRun.Model, input = "Who am I?", previous_response_id = nextId });

        Assert.Equal(200, status);
        Assert.Equal("b", server);
        Assert.Contains("Your name is Ada", answer.ToString());
        Assert.Equal(1, Chats(run.First));
        Assert.Equal(3, Chats(run.Second));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task UnknownId_NoServerHasIt_TheRefusalIsPassedOn(bool stream)
    {
        await using GatewayRun run = await GatewayRun.StartAsync();
        string id = "resp_" + new string('0', 48);

        LmStudioException exception = await Assert.ThrowsAsync<LmStudioException>(() => AskAsync(run.CreateClient(), "Hello", id, stream));

        Assert.Equal(LmStudioErrorKind.ConversationNotFound, exception.Kind);
        Assert.Contains("Could not find stored response", exception.Message);
        Assert.Equal([1, 1], [Chats(run.First), Chats(run.Second)]);
    }

    private static async Task<ChatResponse> AskAsync(IChatClient client, string message, string? conversationId, bool stream = false, IList<AITool>? tools = null)
    {
        ChatOptions options = new() { ConversationId = conversationId, Tools = tools };
        return stream ? await client.GetStreamingResponseAsync(message, options).ToChatResponseAsync() : await client.GetResponseAsync(message, options);
    }

    /// <summary>Leaves the stream with the update that has the id, and so before the connection has ended.</summary>
    private static async Task<string> AskUntilTheIdIsSeenAsync(IChatClient client, string message, string? conversationId)
    {
        await foreach (ChatResponseUpdate update in client.GetStreamingResponseAsync(message, new ChatOptions { ConversationId = conversationId }))
        {
            if (update.ConversationId is { } id)
            {
                return id;
            }
        }

        throw new InvalidOperationException("The stream had no id.");
    }

    /// <summary>Has a server store a turn, without the proxy.</summary>
    private static async Task<string> StoreAsync(LmStudioEmulator server, string message)
    {
        using LmStudioChatClient client = new(server.Endpoint, GatewayRun.Model, apiToken: "");
        return (await client.GetResponseAsync(message)).ConversationId!;
    }

    private static int Chats(LmStudioEmulator server) => GatewayRun.Chats(server);
}
