using LmStudio.AI.Emulator;
using Microsoft.Extensions.AI;

namespace LmStudio.AI.Pipeline.Tests;

public sealed class LoggingConformanceTests
{
    [Theory]
    [MemberData(nameof(Conformance.Endpoints), MemberType = typeof(Conformance))]
    public async Task Logging_OfAWholeAnswer_HasQuestionAndAnswer(LmStudioChatEndpoint endpoint)
    {
        await using LmStudioEmulator lmStudio = await Conformance.StartAsync();
        lmStudio.Script.Enqueue(EmulatorStep.Text("The blue whale."));
        ListLoggerFactory loggers = new();
        using IChatClient client = lmStudio.CreateBuilder(endpoint).UseLogging(loggers).Build();

        _ = await client.GetResponseAsync("What is the largest animal?");

        Assert.Collection(
            loggers.Messages,
            static message => Assert.Contains("What is the largest animal?", message),
            static message => Assert.Contains("The blue whale.", message));

        // Who answers is logged with the question.
        Assert.Contains("\"providerName\": \"lmstudio\"", loggers.Messages[0]);
    }

    [Theory]
    [MemberData(nameof(Conformance.Endpoints), MemberType = typeof(Conformance))]
    public async Task Logging_OfAStream_HasQuestionAndEachPiece(LmStudioChatEndpoint endpoint)
    {
        await using LmStudioEmulator lmStudio = await Conformance.StartAsync();
        lmStudio.Script.Enqueue(EmulatorStep.Text("The blue whale."));
        ListLoggerFactory loggers = new();
        using IChatClient client = lmStudio.CreateBuilder(endpoint).UseLogging(loggers).Build();

        List<ChatResponseUpdate> updates = await client.GetStreamingResponseAsync("What is the largest animal?").ToListAsync();

        // The call, each update, and the end.
        Assert.Equal(updates.Count + 2, loggers.Messages.Count);
        Assert.Contains("What is the largest animal?", loggers.Messages[0]);
        Assert.Contains(loggers.Messages, static message => message.Contains("whale", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Conformance.Endpoints), MemberType = typeof(Conformance))]
    public async Task Logging_OfAFunctionCall_HasCallAndResult(LmStudioChatEndpoint endpoint)
    {
        ListLoggerFactory loggers = await LogFunctionCallAsync(endpoint, streaming: false);

        Assert.Collection(
            loggers.Messages,
            static message => Assert.Contains("Which number?", message),
            static message => Assert.Contains("\"name\": \"get_number\"", message),
            static message => Assert.Contains("\"result\": 42", message),
            static message => Assert.Contains("It is 42.", message));
    }

    [Theory]
    [MemberData(nameof(Conformance.Endpoints), MemberType = typeof(Conformance))]
    public async Task Logging_OfAFunctionCallInAStream_HasCallAndResult(LmStudioChatEndpoint endpoint)
    {
        ListLoggerFactory loggers = await LogFunctionCallAsync(endpoint, streaming: true);

        Assert.Contains(loggers.Messages, static message => message.Contains("Which number?", StringComparison.Ordinal));
        _ = Assert.Single(loggers.Messages, static message => message.Contains("update", StringComparison.Ordinal) && message.Contains("\"name\": \"get_number\"", StringComparison.Ordinal));
        Assert.Contains(loggers.Messages, static message => message.Contains("\"result\": 42", StringComparison.Ordinal));
    }

    private static async Task<ListLoggerFactory> LogFunctionCallAsync(LmStudioChatEndpoint endpoint, bool streaming)
    {
        await using LmStudioEmulator lmStudio = await Conformance.StartAsync();
        lmStudio.Script.Enqueue(EmulatorStep.CallFunction("get_number"));
        lmStudio.Script.Enqueue(EmulatorStep.Text("It is 42."));
        ListLoggerFactory loggers = new();
        using IChatClient client = lmStudio.CreateBuilder(endpoint).UseFunctionInvocation().UseLogging(loggers).Build();
        AIFunction function = AIFunctionFactory.Create(static () => 42, "get_number");

        ChatResponse response = await client.AskAsync(streaming, "Which number?", new() { Tools = [function] });

        Assert.Equal("It is 42.", response.Text);
        return loggers;
    }
}
