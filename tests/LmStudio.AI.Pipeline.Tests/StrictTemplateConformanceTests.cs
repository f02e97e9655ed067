using LmStudio.AI.Emulator;
using Microsoft.Extensions.AI;

namespace LmStudio.AI.Pipeline.Tests;

/// <summary>The same middleware with a model whose template refuses a second or a late system message, and two messages of one role in a row.</summary>
public sealed class StrictTemplateConformanceTests
{
    private const string Model = "mistralai/ministral-3-3b";

    [Theory]
    [MemberData(nameof(Conformance.EndpointsAndModes), MemberType = typeof(Conformance))]
    public async Task FunctionInvocation_WithInstructionsAndSystemMessages_GoesOnAndOn(LmStudioChatEndpoint endpoint, bool streaming)
    {
        await using LmStudioEmulator lmStudio = await Conformance.StartAsync();
        lmStudio.Script.Enqueue(EmulatorStep.Text("Let me see."), EmulatorStep.CallFunction("get_weather", new { city = "Oslo" }), EmulatorStep.CallFunction("get_weather", new { city = "Rome" }));
        lmStudio.Script.Enqueue(EmulatorStep.Text("Rome is better."));
        lmStudio.Script.Enqueue(EmulatorStep.CallFunction("get_weather", new { city = "Paris" }));
        lmStudio.Script.Enqueue(EmulatorStep.Text("Paris too."));
        using IChatClient client = lmStudio.CreateBuilder(endpoint, Model).UseFunctionInvocation().Build();
        AIFunction function = AIFunctionFactory.Create(static (string city) => $"sunny in {city}", "get_weather");
        List<ChatMessage> history = [new(ChatRole.System, "Be brief."), new(ChatRole.User, "Oslo or Rome?")];

        ChatResponse first = await client.AskAsync(streaming, history, CreateOptions(conversationId: null));

        // The caller has a history or the id of a conversation, never both.
        ChatMessage next = new(ChatRole.User, "And Paris?");
        List<ChatMessage> messages = first.ConversationId is null ? [.. history, .. first.Messages, next] : [next];
        ChatResponse second = await client.AskAsync(streaming, messages, CreateOptions(first.ConversationId));

        Assert.Equal("Rome is better.", first.Messages[^1].Text);
        Assert.Equal("Paris too.", second.Text);
        Assert.Equal(4, lmStudio.GetChats().Count);

        // Sent once to a server that keeps the conversation, else each time.
        int prompts = lmStudio.GetChats().Count(static request => request.Body.Contains(@"Answer in English.\nBe brief.", StringComparison.Ordinal));
        Assert.Equal(endpoint == LmStudioChatEndpoint.Responses ? 1 : 4, prompts);
        Assert.Equal(prompts, lmStudio.GetChats().Count(static request => request.Body.Contains("Answer in English.", StringComparison.Ordinal)));

        ChatOptions CreateOptions(string? conversationId) => new() { Instructions = "Answer in English.", Tools = [function], ConversationId = conversationId };
    }
}
