using LmStudio.AI.Emulator;
using Microsoft.Extensions.AI;

namespace LmStudio.AI.Samples.Tests;

/// <summary>What clients see when servers behind the proxy fail.</summary>
public class ScalingProxyFailureTests
{
    [Fact]
    public async Task Server_OfTheConversationIsDown_IsAClearError()
    {
        await using ScalingProxyRun run = await ScalingProxyRun.StartAsync();
        LmStudioChatClient client = run.CreateClient();
        ChatResponse first = await client.GetResponseAsync("My name is Ada.");
        LmStudioEmulator owner = OwnerOf(run);
        await owner.DisposeAsync();

        LmStudioException exception = await Assert.ThrowsAsync<LmStudioException>(
            () => client.GetResponseAsync("What is my name?", new ChatOptions { ConversationId = first.ConversationId }));

        Assert.Equal(LmStudioErrorKind.ConversationNotFound, exception.Kind);
        Assert.Equal(503, (int)exception.StatusCode!);
        Assert.Contains($"is stored on {ScalingProxyRun.NameOf(owner)}, which accepts no connections", exception.Message);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Server_OfTheConversationIsDown_AKnownHistoryGoesToTheOther(bool stream)
    {
        await using ScalingProxyRun run = await ScalingProxyRun.StartAsync();
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
        await using ScalingProxyRun run = await ScalingProxyRun.StartAsync();
        LmStudioChatClient client = run.CreateClient();
        await run.First.DisposeAsync();

        for (int i = 0; i < 4; i++)
        {
            Assert.NotEmpty((await client.GetResponseAsync("Hello")).Text);
        }

        Assert.Equal(4, run.Second.Requests.Count);
    }

    [Fact]
    public async Task Server_IsDown_AnUnknownConversationIsNotCalledLost()
    {
        await using ScalingProxyRun run = await ScalingProxyRun.StartAsync();
        await run.First.DisposeAsync();

        (int status, _, System.Text.Json.JsonElement body) = await run.PostAsync(
            "/api/v1/chat", new { model = ScalingProxyRun.Model, input = "Hello", previous_response_id = "resp_" + new string('0', 48) });

        Assert.Equal(503, status);
        Assert.Contains($"may be stored where no connections are accepted: {ScalingProxyRun.NameOf(run.First)}", body.GetProperty("error").GetProperty("message").GetString());
    }

    [Fact]
    public async Task AllServers_AreDown_IsAClearError()
    {
        await using ScalingProxyRun run = await ScalingProxyRun.StartAsync();
        await run.First.DisposeAsync();
        await run.Second.DisposeAsync();

        LmStudioException exception = await Assert.ThrowsAsync<LmStudioException>(() => run.CreateClient().GetResponseAsync("Hello"));

        Assert.Equal(LmStudioErrorKind.Unreachable, exception.Kind);
        Assert.Equal(503, (int)exception.StatusCode!);
        Assert.Contains("None of the servers behind this proxy accepts connections", exception.Message);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(20)]
    public async Task Server_HangsUpBeforeTheAnswerIsWhole_NobodyElseIsAsked(int bytes)
    {
        await using ScalingProxyRun run = await ScalingProxyRun.StartAsync();
        LmStudioChatClient client = run.CreateClient();
        _ = await client.GetResponseAsync("Hello");
        _ = await client.GetResponseAsync("Hello"); // Now there is a connection to each that is used again.
        run.First.Faults.DisconnectAfterBytes = bytes;
        run.Second.Faults.DisconnectAfterBytes = bytes;

        LmStudioException exception = await Assert.ThrowsAsync<LmStudioException>(() => client.GetResponseAsync("Hello"));

        Assert.Equal(502, (int)exception.StatusCode!);
        Assert.Contains("broke off", exception.Message);
        Assert.Equal(3, run.First.Requests.Count + run.Second.Requests.Count);
    }

    [Theory]
    [InlineData("message.delta")]
    [InlineData("chat.end")]
    public async Task Stream_BreaksOff_IsInterruptedForTheClient(string at)
    {
        await using ScalingProxyRun run = await ScalingProxyRun.StartAsync();
        run.First.Faults.DisconnectAtEvent = at;
        run.Second.Faults.DisconnectAtEvent = at;

        LmStudioException exception = await Assert.ThrowsAsync<LmStudioException>(
            () => run.CreateClient().GetStreamingResponseAsync("Hello").ToChatResponseAsync());

        Assert.Equal(LmStudioErrorKind.StreamInterrupted, exception.Kind);
        Assert.Equal(1, run.First.Requests.Count + run.Second.Requests.Count);
    }

    [Fact]
    public async Task WrongToken_IsRefusedByTheServerAndNotRepeated()
    {
        await using ScalingProxyRun run = await ScalingProxyRun.StartAsync(static options => options.ApiTokens.Add("right"));
        using LmStudioChatClient right = new(run.Proxy.Endpoint, ScalingProxyRun.Model, "right");
        using LmStudioChatClient wrong = new(run.Proxy.Endpoint, ScalingProxyRun.Model, "wrong-secret");

        Assert.NotEmpty((await right.GetResponseAsync("Hello")).Text);
        LmStudioException exception = await Assert.ThrowsAsync<LmStudioException>(() => wrong.GetResponseAsync("Hello"));

        Assert.Equal(LmStudioErrorKind.Unauthorized, exception.Kind);
        Assert.DoesNotContain("wrong-secret", exception.Message);
    }

    [Fact]
    public async Task ModelManagement_IsRefusedWithWhereToGo()
    {
        await using ScalingProxyRun run = await ScalingProxyRun.StartAsync();
        using LmStudioClient client = new(run.Proxy.Endpoint, apiToken: "");

        Assert.NotEmpty(await client.ListModelsAsync());
        LmStudioException exception = await Assert.ThrowsAsync<LmStudioException>(() => client.LoadModelAsync(new LmStudioLoadRequest { Model = ScalingProxyRun.Model }));

        Assert.Equal(LmStudioErrorKind.InvalidRequest, exception.Kind);
        Assert.Contains(run.First.Endpoint.ToString(), exception.Message);
        Assert.Empty(run.First.LoadedInstances);
        Assert.Empty(run.Second.LoadedInstances);
    }

    /// <summary>The server that got the only chat so far.</summary>
    private static LmStudioEmulator OwnerOf(ScalingProxyRun run) => run.First.Requests.Count > 0 ? run.First : run.Second;
}
