using LmStudio.AI.Emulator;
using Microsoft.Extensions.AI;

namespace LmStudio.AI.Yarp.Tests;

/// <summary>What clients see when servers behind the gateway fail.</summary>
public class FailureTests
{
    [Fact]
    public async Task Server_OfTheConversationIsDown_IsAClearError()
    {
        await using GatewayRun run = await GatewayRun.StartAsync();
        LmStudioChatClient client = run.CreateClient();
        ChatResponse first = await client.GetResponseAsync("My name is Ada.");
        LmStudioEmulator owner = OwnerOf(run);
        await owner.DisposeAsync();

        LmStudioException exception = await Assert.ThrowsAsync<LmStudioException>(
            () => client.GetResponseAsync("What is my name?", new ChatOptions { ConversationId = first.ConversationId }));

        Assert.Equal(LmStudioErrorKind.ConversationNotFound, exception.Kind);
        Assert.Equal(503, (int)exception.StatusCode!);
        Assert.Contains($"is stored on {(owner == run.First ? "a" : "b")}, which does not accept connections", exception.Message);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Server_OfTheConversationIsDown_AKnownHistoryGoesToTheOther(bool stream)
    {
        await using GatewayRun run = await GatewayRun.StartAsync();
        LmStudioChatClient client = run.CreateClient(new LmStudioChatClientOptions { ContinueKnownConversations = true });
        List<ChatMessage> history = [new(ChatRole.User, "My name is Ada.")];
        history.AddMessages(await client.GetResponseAsync(history));
        history.Add(new ChatMessage(ChatRole.User, "What is my name?"));
        await OwnerOf(run).DisposeAsync();

        ChatResponse response = stream ? await client.GetStreamingResponseAsync(history).ToChatResponseAsync() : await client.GetResponseAsync(history);

        Assert.Contains("Ada", response.Text);
    }

    [Fact]
    public async Task Server_IsDown_NewRequestsGoToTheOther()
    {
        await using GatewayRun run = await GatewayRun.StartAsync();
        LmStudioChatClient client = run.CreateClient();
        await run.First.DisposeAsync();

        for (int i = 0; i < 4; i++)
        {
            Assert.NotEmpty((await client.GetResponseAsync("Hello")).Text);
        }

        Assert.Equal(4, GatewayRun.Chats(run.Second));
    }

    [Fact]
    public async Task Server_IsDown_AnUnknownConversationIsNotCalledLost()
    {
        await using GatewayRun run = await GatewayRun.StartAsync();
        await run.First.DisposeAsync();

        (int status, _, System.Text.Json.JsonElement body) = await run.PostAsync(
            "/api/v1/chat", new { model = GatewayRun.Model, input = "Hello", previous_response_id = "resp_" + new string('0', 48) });

        Assert.Equal(503, status);
        Assert.Contains("may be stored on a server that does not accept connections: a.", body.GetProperty("error").GetProperty("message").GetString());
    }

    [Fact]
    public async Task AllServers_AreDown_IsAClearError()
    {
        await using GatewayRun run = await GatewayRun.StartAsync();
        await run.First.DisposeAsync();
        await run.Second.DisposeAsync();

        LmStudioException exception = await Assert.ThrowsAsync<LmStudioException>(() => run.CreateClient().GetResponseAsync("Hello"));

        Assert.Equal(LmStudioErrorKind.Unreachable, exception.Kind);
        Assert.Equal(503, (int)exception.StatusCode!);
        Assert.Contains("No server behind this gateway accepts connections", exception.Message);
    }

    [Fact]
    public async Task Server_HangsUpBeforeTheAnswerBegins_NobodyElseIsAsked()
    {
        await using GatewayRun run = await StartWithConnectionsAsync();
        run.First.Faults.DisconnectAfterBytes = 0;
        run.Second.Faults.DisconnectAfterBytes = 0;

        LmStudioException exception = await Assert.ThrowsAsync<LmStudioException>(() => run.CreateClient().GetResponseAsync("Hello"));

        Assert.Equal(502, (int)exception.StatusCode!);
        Assert.Contains("was closed before it responded", exception.Message);
        Assert.Equal(3, run.Requests.Count);
    }

    /// <remarks>A whole answer is passed on as it comes, so the client has a part of it when the server hangs up.</remarks>
    [Fact]
    public async Task Server_HangsUpWithinAWholeAnswer_IsInterruptedAndNobodyElseIsAsked()
    {
        await using GatewayRun run = await StartWithConnectionsAsync();
        run.First.Faults.DisconnectAfterBytes = 20;
        run.Second.Faults.DisconnectAfterBytes = 20;

        LmStudioException exception = await Assert.ThrowsAsync<LmStudioException>(() => run.CreateClient().GetResponseAsync("Hello"));

        Assert.Equal(LmStudioErrorKind.StreamInterrupted, exception.Kind);
        Assert.Equal(3, run.Requests.Count);
    }

    [Theory]
    [InlineData("message.delta")]
    [InlineData("chat.end")]
    public async Task Stream_BreaksOff_IsInterruptedForTheClient(string at)
    {
        await using GatewayRun run = await GatewayRun.StartAsync();
        run.First.Faults.DisconnectAtEvent = at;
        run.Second.Faults.DisconnectAtEvent = at;

        LmStudioException exception = await Assert.ThrowsAsync<LmStudioException>(
            () => run.CreateClient().GetStreamingResponseAsync("Hello").ToChatResponseAsync());

        Assert.Equal(LmStudioErrorKind.StreamInterrupted, exception.Kind);
        Assert.Matches("The connection to [ab] was closed before the response was complete", exception.Message);
        Assert.Single(run.Requests);
    }

    [Fact]
    public async Task WrongToken_IsRefusedByTheServerAndNotRepeated()
    {
        await using GatewayRun run = await GatewayRun.StartAsync(static options => options.ApiTokens.Add("right"));
        using LmStudioChatClient right = new(run.Gateway.Endpoint, GatewayRun.Model, "right");
        using LmStudioChatClient wrong = new(run.Gateway.Endpoint, GatewayRun.Model, "wrong-secret");

        Assert.NotEmpty((await right.GetResponseAsync("Hello")).Text);
        LmStudioException exception = await Assert.ThrowsAsync<LmStudioException>(() => wrong.GetResponseAsync("Hello"));

        Assert.Equal(LmStudioErrorKind.Unauthorized, exception.Kind);
        Assert.DoesNotContain("wrong-secret", exception.Message);
    }

    /// <summary>The server that got the only chat so far.</summary>
    private static LmStudioEmulator OwnerOf(GatewayRun run) => GatewayRun.Chats(run.First) > 0 ? run.First : run.Second;

    /// <summary>Starts a gateway that has a connection to each server, which the next requests use again.</summary>
    private static async Task<GatewayRun> StartWithConnectionsAsync()
    {
        GatewayRun run = await GatewayRun.StartAsync();
        LmStudioChatClient client = run.CreateClient();
        _ = await client.GetResponseAsync("Hello");
        _ = await client.GetResponseAsync("Hello");
        return run;
    }
}
