using LmStudio.AI.Emulator;
using Microsoft.Extensions.AI;

namespace LmStudio.AI.Tests;

/// <summary>What becomes of everything that can go wrong with a server.</summary>
public class FaultTests
{
    private const string Token = "sk-lm-12345678:12345678901234567890";

    private static readonly EmulatorStep Answer = EmulatorStep.Text("One two three.");

    [Theory]
    [InlineData("")]
    [InlineData("lm-studio")]
    [InlineData("sk-lm-87654321:09876543210987654321")]
    public async Task GetResponse_WrongToken_IsUnauthorized(string token)
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync(static options => options.ApiTokens.Add(Token));
        using LmStudioClient client = lmStudio.CreateClient(token);

        LmStudioException exception = await Assert.ThrowsAsync<LmStudioException>(() => client.AsIChatClient(EmulatorClients.Model).GetResponseAsync("Hi"));

        Assert.Equal((LmStudioErrorKind.Unauthorized, 401), (exception.Kind, (int?)exception.StatusCode));
        Assert.True(token.Length == 0 || !exception.Message.Contains(token[..9], StringComparison.Ordinal));
    }

    [Fact]
    public async Task GetResponse_RightToken_IsAnswered()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync(static options => options.ApiTokens.Add(Token));
        using LmStudioClient client = lmStudio.CreateClient(Token);

        Assert.NotEqual("", (await client.AsIChatClient(EmulatorClients.Model).GetResponseAsync("Hi")).Text);
    }

    [Fact]
    public async Task AnyRequest_ServerBefore04_IsUnsupported()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        lmStudio.Faults.LegacyServer = true;
        using LmStudioChatClient client = lmStudio.CreateChatClient();

        LmStudioException exception = await Assert.ThrowsAsync<LmStudioException>(() => client.GetResponseAsync("Hi"));
        (_, LmStudioException? streamed) = await client.TryStreamAsync("Hi");

        Assert.Equal((LmStudioErrorKind.UnsupportedServer, 200), (exception.Kind, (int?)exception.StatusCode));
        Assert.Equal(LmStudioErrorKind.UnsupportedServer, streamed!.Kind);
    }

    [Fact]
    public async Task GetStreamingResponse_DisconnectedAtMessageEnd_IsInterruptedAfterTheText()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        lmStudio.Faults.DisconnectAtEvent = "message.end";
        lmStudio.Script.Enqueue(Answer);

        (ChatResponse response, LmStudioException? failure) = await lmStudio.CreateChatClient().TryStreamAsync("Hi");

        Assert.Equal(LmStudioErrorKind.StreamInterrupted, failure!.Kind);
        Assert.Equal("One two three.", response.Text);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(100)]
    [InlineData(400)]
    public async Task GetStreamingResponse_DisconnectedAtAnyByte_IsInterrupted(int bytes)
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        lmStudio.Faults.DisconnectAfterBytes = bytes;
        lmStudio.Script.Enqueue(Answer);

        (_, LmStudioException? failure) = await lmStudio.CreateChatClient().TryStreamAsync("Hi");

        Assert.Equal(LmStudioErrorKind.StreamInterrupted, failure!.Kind);
    }

    [Fact]
    public async Task GetResponse_DisconnectedWithinBody_IsInterrupted()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        lmStudio.Faults.DisconnectAfterBytes = 20;

        LmStudioException exception = await Assert.ThrowsAsync<LmStudioException>(() => lmStudio.CreateChatClient().GetResponseAsync("Hi"));

        Assert.Equal(LmStudioErrorKind.StreamInterrupted, exception.Kind);
    }

    [Theory]
    [InlineData("chat.end", "One two three.")]
    [InlineData("message.start", "")]
    public async Task GetStreamingResponse_EndsEarly_IsInterrupted(string at, string text)
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        lmStudio.Faults.EndAtEvent = at;
        lmStudio.Script.Enqueue(Answer);

        (ChatResponse response, LmStudioException? failure) = await lmStudio.CreateChatClient().TryStreamAsync("Hi");

        Assert.Equal((LmStudioErrorKind.StreamInterrupted, text), (failure!.Kind, response.Text));
    }

    [Fact]
    public async Task GetStreamingResponse_SilentStart_IsInterrupted()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        lmStudio.Faults.SilentStart = true;

        (_, LmStudioException? failure) = await lmStudio.CreateChatClient().TryStreamAsync("Hi");

        Assert.Equal(LmStudioErrorKind.StreamInterrupted, failure!.Kind);
    }

    [Fact]
    public async Task GetStreamingResponse_MalformedEvent_IsInvalidResponse()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        lmStudio.Faults.MalformedEvent = "message.end";
        lmStudio.Script.Enqueue(Answer);

        (ChatResponse response, LmStudioException? failure) = await lmStudio.CreateChatClient().TryStreamAsync("Hi");

        Assert.Equal((LmStudioErrorKind.InvalidResponse, "One two three."), (failure!.Kind, response.Text));
    }

    [Fact]
    public async Task GetStreamingResponse_UnknownEvent_IsKept()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        lmStudio.Faults.UnknownEvent = "weather.report";

        List<ChatResponseUpdate> updates = await lmStudio.CreateChatClient().GetStreamingResponseAsync("Hi").ToListAsync();

        _ = Assert.Single(updates, static update => update.RawRepresentation is LmStudioUnknownChatEvent { Type: "weather.report" });
    }

    [Fact]
    public async Task GetStreamingResponse_ErrorAtStart_Throws()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        lmStudio.Faults.ErrorAfterEvent = "chat.start";

        (_, LmStudioException? failure) = await lmStudio.CreateChatClient().TryStreamAsync("Hi");

        Assert.NotEqual(LmStudioErrorKind.StreamInterrupted, failure!.Kind);
        Assert.NotNull(failure.ErrorType);
    }

    [Fact]
    public async Task GetStreamingResponse_ErrorInTheMiddle_IsContentAndThrownAtTheEnd()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        lmStudio.Script.Enqueue(EmulatorStep.Text("Half an ans"), EmulatorStep.Fail("internal_error", "Model crashed."));

        (ChatResponse response, LmStudioException? failure) = await lmStudio.CreateChatClient().TryStreamAsync("Hi");

        Assert.Equal(LmStudioErrorKind.ServerError, failure!.Kind);
        Assert.Contains("Model crashed.", failure.Message);
        Assert.Equal("Model crashed.", response.Messages[0].Contents.OfType<ErrorContent>().Single().Message);
        Assert.Equal("Half an ans", response.Text);
    }

    [Fact]
    public async Task GetStreamingResponse_ConnectionKeptOpen_Ends()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        lmStudio.Faults.KeepOpenAfterChatEnd = true;
        lmStudio.Script.Enqueue(Answer);

        (ChatResponse response, LmStudioException? failure) = await lmStudio.CreateChatClient().TryStreamAsync("Hi").WaitAsync(TimeSpan.FromSeconds(10));

        Assert.Null(failure);
        Assert.Equal("One two three.", response.Text);
    }

    [Fact]
    public async Task GetStreamingResponse_Cancelled_Throws()
    {
        using CancellationTokenSource cancellation = new();
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        lmStudio.Script.Enqueue(EmulatorStep.Text("One"), EmulatorStep.Wait(new TaskCompletionSource().Task), EmulatorStep.Text("Two"));
        using LmStudioChatClient client = lmStudio.CreateChatClient();

        _ = await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (ChatResponseUpdate update in client.GetStreamingResponseAsync("Hi", cancellationToken: cancellation.Token))
            {
                if (update.Text == "One")
                {
                    cancellation.Cancel();
                }
            }
        });
    }

    [Fact]
    public async Task GetResponse_PromptTooLong_IsContextOverflow()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        using LmStudioChatClient client = lmStudio.CreateChatClient();
        string message = string.Join(' ', Enumerable.Repeat("word", 600));

        LmStudioException exception = await Assert.ThrowsAsync<LmStudioException>(() => client.GetResponseAsync(message, new() { ContextLength = 512 }));

        Assert.Equal(LmStudioErrorKind.ContextOverflow, exception.Kind);
    }
}
