using System.Text.Json.Nodes;
using LmStudio.AI.Emulator;
using Microsoft.Extensions.AI;

#pragma warning disable MEAI001 // Reducers are experimental.

namespace LmStudio.AI.Pipeline.Tests;

public sealed class ReducerConformanceTests
{
    [Theory]
    [MemberData(nameof(Conformance.EndpointsAndModes), MemberType = typeof(Conformance))]
    public async Task Summarizing_LongConversation_SendsTheSummaryAndTheRest(LmStudioChatEndpoint endpoint, bool streaming)
    {
        await using LmStudioEmulator lmStudio = await Conformance.StartAsync();
        lmStudio.Script.Enqueue(EmulatorStep.Text("Alice loves hiking."));
        lmStudio.Script.Enqueue(EmulatorStep.Text("You are Alice."));
        using IChatClient client = CreateSummarizing(lmStudio, endpoint, targetCount: 2, threshold: 1);

        ChatResponse response = await client.AskAsync(streaming,
        [
            new(ChatRole.User, "My name is Alice and I love hiking."),
            new(ChatRole.Assistant, "Nice to meet you."),
            new(ChatRole.User, "I love the coast path."),
            new(ChatRole.Assistant, "Which part of it?"),
            new(ChatRole.User, "The north."),
            new(ChatRole.Assistant, "It is lovely."),
            new(ChatRole.User, "What is my name?"),
        ]);

        Assert.Equal("You are Alice.", response.Text);
        IReadOnlyList<EmulatorRequest> requests = lmStudio.GetChats();
        Assert.Equal(2, requests.Count);

        // What is to be done comes last and is the user's: LM Studio would go on with an answer that stands at the end.
        Assert.Equal(
            ["user: My name is Alice and I love hiking.", "assistant: Nice to meet you.", "user: I love the coast path.", "assistant: Which part of it?", "user: Sum up."],
            GetTranscript(requests[0]));
        Assert.Equal(
            ["assistant: Alice loves hiking.", "user: The north.", "assistant: It is lovely.", "user: What is my name?"],
            GetTranscript(requests[1]));
        Conformance.AssertSent(requests[1], streaming ? """{"stream":true}""" : """{"stream":null}""");
    }

    [Theory]
    [MemberData(nameof(Conformance.EndpointsAndModes), MemberType = typeof(Conformance))]
    public async Task Summarizing_WithASystemMessage_KeepsItAtTheBeginning(LmStudioChatEndpoint endpoint, bool streaming)
    {
        await using LmStudioEmulator lmStudio = await Conformance.StartAsync();
        lmStudio.Script.Enqueue(EmulatorStep.Text("They spoke of the weather."));
        lmStudio.Script.Enqueue(EmulatorStep.Text("Arr, 4!"));
        using IChatClient client = CreateSummarizing(lmStudio, endpoint, targetCount: 2, threshold: 0);

        ChatResponse response = await client.AskAsync(streaming,
        [
            new(ChatRole.System, "You are a pirate."),
            new(ChatRole.User, "How is the weather?"),
            new(ChatRole.Assistant, "Ahoy, it be fine!"),
            new(ChatRole.User, "And tomorrow?"),
            new(ChatRole.Assistant, "Aye, the same!"),
            new(ChatRole.User, "What is 2 + 2?"),
        ]);

        Assert.Equal("Arr, 4!", response.Text);
        Assert.Equal(
            ["system: Sum up.", "user: How is the weather?", "assistant: Ahoy, it be fine!", "user: And tomorrow?"],
            GetTranscript(lmStudio.GetChats()[0]));
        Assert.Equal(
            ["system: You are a pirate.", "assistant: They spoke of the weather.", "assistant: Aye, the same!", "user: What is 2 + 2?"],
            GetTranscript(lmStudio.GetChats()[1]));
    }

    [Theory]
    [MemberData(nameof(Conformance.EndpointsAndModes), MemberType = typeof(Conformance))]
    public async Task Summarizing_AroundFunctionCalls_KeepsCallAndResult(LmStudioChatEndpoint endpoint, bool streaming)
    {
        // With a conversation of the server's, the second turn is the result alone, and there is nothing more to sum up.
        bool isStored = endpoint == LmStudioChatEndpoint.Responses;
        await using LmStudioEmulator lmStudio = await Conformance.StartAsync();
        lmStudio.Script.Enqueue(EmulatorStep.Text("They ask for the weather."));
        lmStudio.Script.Enqueue(EmulatorStep.CallFunction("get_weather", new { city = "Rome" }));
        if (!isStored)
        {
            lmStudio.Script.Enqueue(EmulatorStep.Text("They ask where it is better."));
        }

        lmStudio.Script.Enqueue(EmulatorStep.Text("Rome is better."));
        AIFunction function = AIFunctionFactory.Create(static (string city) => $"sunny in {city}", "get_weather");
        using IChatClient client = CreateSummarizing(lmStudio, endpoint, targetCount: 2, threshold: 0).AsBuilder().UseFunctionInvocation().Build();

        ChatResponse response = await client.AskAsync(
            streaming,
            [
                new(ChatRole.User, "How is the weather in Oslo?"),
                new(ChatRole.Assistant, "It rains in Oslo."),
                new(ChatRole.User, "And in Rome?"),
                new(ChatRole.Assistant, "Let me see."),
                new(ChatRole.User, "Where is it better?"),
            ],
            new() { Tools = [function] });

        Assert.Equal("Rome is better.", response.Text);
        IReadOnlyList<EmulatorRequest> requests = lmStudio.GetChats();
        Assert.Equal(isStored ? 3 : 4, requests.Count);
        Assert.Equal(["assistant: They ask for the weather.", "assistant: Let me see.", "user: Where is it better?"], GetTranscript(requests[1]));
        Assert.Equal(["sunny in Rome"], Conformance.GetFunctionResults(requests[^1]));
        Assert.Equal(isStored ? [] : ["assistant: They ask where it is better."], GetTranscript(requests[^1]));
    }

    [Theory]
    [MemberData(nameof(Conformance.EndpointsAndModes), MemberType = typeof(Conformance))]
    public async Task Summarizing_GoingOn_BuildsOnTheSummary(LmStudioChatEndpoint endpoint, bool streaming)
    {
        await using LmStudioEmulator lmStudio = await Conformance.StartAsync();
        foreach (string answer in new[] { "3 cats.", "5 pets.", "3 cats, 5 pets.", "10 cans." })
        {
            lmStudio.Script.Enqueue(EmulatorStep.Text(answer));
        }

        using IChatClient client = CreateSummarizing(lmStudio, endpoint, targetCount: 1, threshold: 0, prompt: "Keep the numbers.");
        List<ChatMessage> history = [new(ChatRole.User, "I have 3 cats."), new(ChatRole.Assistant, "Lovely."), new(ChatRole.User, "And 2 dogs. How many pets?")];

        history.AddRange((await client.AskAsync(streaming, history)).Messages);
        history.Add(new(ChatRole.User, "They eat 10 cans a week. How many cans?"));
        ChatResponse response = await client.AskAsync(streaming, history);

        Assert.Equal("10 cans.", response.Text);
        Assert.Equal(5, history.Count);
        Assert.Equal(
            ["assistant: 3 cats.", "user: And 2 dogs. How many pets?", "assistant: 5 pets.", "user: Keep the numbers."],
            GetTranscript(lmStudio.GetChats()[2]));
        Assert.Equal(["assistant: 3 cats, 5 pets.", "user: They eat 10 cans a week. How many cans?"], GetTranscript(lmStudio.GetChats()[3]));
    }

    [Theory]
    [MemberData(nameof(Conformance.EndpointsAndModes), MemberType = typeof(Conformance))]
    public async Task Reducing_ByALimit_SendsOnlyTheLastMessages(LmStudioChatEndpoint endpoint, bool streaming)
    {
        await using LmStudioEmulator lmStudio = await Conformance.StartAsync();
        lmStudio.Script.Enqueue(EmulatorStep.Text("Very."));
        using IChatClient client = lmStudio.CreateBuilder(endpoint).UseChatReducer(new WordCountingReducer(limit: 12)).Build();
        List<ChatMessage> messages =
        [
            new(ChatRole.User, "Tell me about golden retrievers, please."),
            new(ChatRole.Assistant, "They are friendly, tolerant and easy to train."),
            new(ChatRole.User, "How much exercise do they need?"),
            new(ChatRole.Assistant, "They need regular exercise."),
            new(ChatRole.User, "Are they good with kids?"),
        ];

        ChatResponse response = await client.AskAsync(streaming, messages);

        Assert.Equal("Very.", response.Text);
        Assert.Equal(5, messages.Count);
        Assert.Equal(["assistant: They need regular exercise.", "user: Are they good with kids?"], GetTranscript(Assert.Single(lmStudio.GetChats())));
    }

    private static IChatClient CreateSummarizing(LmStudioEmulator lmStudio, LmStudioChatEndpoint endpoint, int targetCount, int threshold, string prompt = "Sum up.")
    {
        SummarizingChatReducer reducer = new(lmStudio.CreateBuilder(endpoint).Build(), targetCount, threshold) { SummarizationPrompt = prompt };
        return lmStudio.CreateBuilder(endpoint).UseChatReducer(reducer).Build();
    }

    /// <summary>Gets what is said in a request, without calls and results, wherever the endpoint has it.</summary>
    private static IEnumerable<string> GetTranscript(EmulatorRequest request)
    {
        JsonNode body = JsonNode.Parse(request.Body)!;
        JsonArray messages = (body["messages"] ?? body["input"])!.AsArray();
        string[] system = (body["system"] ?? body["instructions"]) is { } text ? [$"system: {text}"] : [];
        return system.Concat(
            from message in messages
            from part in message["content"] is JsonArray parts ? parts.ToArray() : [message["content"]]
            let said = part is JsonObject block ? block["text"] : part
            where said is not null && (string?)message["role"] != "tool"
            select $"{message["role"]}: {said}");
    }

    /// <summary>Keeps the last messages, as many as have no more words than the limit.</summary>
    private sealed class WordCountingReducer(int limit) : IChatReducer
    {
        public Task<IEnumerable<ChatMessage>> ReduceAsync(IEnumerable<ChatMessage> messages, CancellationToken cancellationToken)
        {
            int words = 0;
            IEnumerable<ChatMessage> kept = messages.Reverse().TakeWhile(message => (words += message.Text.Split(' ').Length) <= limit).Reverse();
            return Task.FromResult<IEnumerable<ChatMessage>>([.. kept]);
        }
    }
}
