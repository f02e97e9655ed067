using Microsoft.Extensions.AI;

namespace LmStudio.AI.Tests;

public sealed class ConversationMemoryTests
{
    private static readonly ChatMessage Question = new(ChatRole.User, "My name is Ada.");
    private static readonly ChatMessage Answer = new(ChatRole.Assistant, "Hello Ada.");
    private static readonly ChatMessage Next = new(ChatRole.User, "What is my name?");

    [Fact]
    public void Find_ResentHistory_GivesTheResponseAndWhatIsNew()
    {
        ConversationMemory memory = Remembering([Question, Answer]);

        KnownConversation? known = memory.Find("model", "Be brief.", [Question, Answer, Next]);

        Assert.Equal("resp_1", known?.ResponseId);
        Assert.Equal([Next], known!.NewMessages);
    }

    [Fact]
    public void Find_AnswerWithoutItsReasoningAndCallsOfTools_IsTheSame()
    {
        ChatMessage complete = new(ChatRole.Assistant,
        [
            new TextReasoningContent("They tell me their name."),
            new McpServerToolCallContent("c1", "look_up", "names"),
            new McpServerToolResultContent("c1"),
            new TextContent("Hello Ada."),
        ]);

        Assert.NotNull(Remembering([Question, complete]).Find("model", "Be brief.", [Question, Answer, Next]));
    }

    [Fact]
    public void Find_SystemMessageBetween_IsTakenForPartOfTheInstructions() =>
        Assert.NotNull(Remembering([Question, Answer]).Find("model", "Be brief.", [new(ChatRole.System, "Be brief."), Question, Answer, Next]));

    [Fact]
    public void Find_SameAnswerInAnotherHistory_IsAnotherConversation()
    {
        ConversationMemory memory = Remembering([Question, Answer]);

        Assert.Null(memory.Find("model", "Be brief.", [Next, Answer, Question, Answer, Next]));
    }

    [Fact]
    public void Find_OtherRole_IsAnotherConversation() =>
        Assert.Null(Remembering([Question, Answer]).Find("model", "Be brief.", [new(new ChatRole("critic"), Question.Text), Answer, Next]));

    [Fact]
    public void Find_LaterAnswerThatOnlyLooksKnown_TakesTheKnownBeginning()
    {
        ConversationMemory memory = Remembering([Question, Answer]);

        KnownConversation? known = memory.Find("model", "Be brief.", [Question, Answer, Next, Answer, Next]);

        Assert.Equal([Next, Answer, Next], known?.NewMessages);
    }

    [Fact]
    public void Find_EditedQuestion_IsAnotherConversation() =>
        Assert.Null(Remembering([Question, Answer]).Find("model", "Be brief.", [new(ChatRole.User, "My name is Bob."), Answer, Next]));

    [Fact]
    public void Find_EditedAnswer_IsAnotherConversation() =>
        Assert.Null(Remembering([Question, Answer]).Find("model", "Be brief.", [Question, new(ChatRole.Assistant, "Hello Bob."), Next]));

    [Fact]
    public void Find_TextSplitDifferently_IsAnotherConversation() =>
        Assert.Null(Remembering([Question, Answer]).Find("model", "Be brief.", [new(ChatRole.User, "My name is"), new(ChatRole.User, " Ada."), Answer, Next]));

    [Fact]
    public void Find_OtherModel_IsAnotherConversation() =>
        Assert.Null(Remembering([Question, Answer]).Find("other", "Be brief.", [Question, Answer, Next]));

    [Fact]
    public void Find_OtherInstructions_IsAnotherConversation() =>
        Assert.Null(Remembering([Question, Answer]).Find("model", "Be verbose.", [Question, Answer, Next]));

    [Fact]
    public void Find_OtherArgumentsOfACall_IsAnotherConversation()
    {
        ConversationMemory memory = Remembering([Question, Call("Oslo")]);

        Assert.NotNull(memory.Find("model", "Be brief.", [Question, Call("Oslo"), Next]));
        Assert.Null(memory.Find("model", "Be brief.", [Question, Call("Rome"), Next]));

        static ChatMessage Call(string city) => new(ChatRole.Assistant, [new FunctionCallContent("c1", "weather", new Dictionary<string, object?> { ["city"] = city })]);
    }

    [Fact]
    public void Find_NothingNew_IsNotKnown() =>
        Assert.Null(Remembering([Question, Answer]).Find("model", "Be brief.", [Question, Answer]));

    [Fact]
    public void Find_TwoKnownBeginnings_TakesTheLonger()
    {
        ConversationMemory memory = Remembering([Question, Answer]);
        ChatMessage second = new(ChatRole.Assistant, "Ada.");
        memory.Remember("resp_2", previousId: null, "model", "Be brief.", [Question, Answer, Next], [second]);

        KnownConversation? known = memory.Find("model", "Be brief.", [Question, Answer, Next, second, Next]);

        Assert.Equal("resp_2", known?.ResponseId);
        Assert.Equal([Next], known!.NewMessages);
    }

    [Fact]
    public void Remember_TurnThatContinuedById_ExtendsWhatIsKnown()
    {
        ConversationMemory memory = Remembering([Question, Answer]);
        ChatMessage second = new(ChatRole.Assistant, "Ada.");
        memory.Remember("resp_2", previousId: "resp_1", "model", "Be brief.", [Next], [second]);

        Assert.Equal("resp_2", memory.Find("model", "Be brief.", [Question, Answer, Next, second, Next])?.ResponseId);
    }

    [Fact]
    public void Remember_TurnThatContinuedByAnUnknownId_IsNotKept()
    {
        ConversationMemory memory = new();
        memory.Remember("resp_2", previousId: "resp_1", "model", "Be brief.", [Next], [Answer]);

        Assert.Null(memory.Find("model", "Be brief.", [Next, Answer, Question]));
    }

    [Fact]
    public void Forget_KnownConversation_IsNotFoundAgain()
    {
        ConversationMemory memory = Remembering([Question, Answer]);
        memory.Forget(memory.Find("model", "Be brief.", [Question, Answer, Next])!);

        Assert.Null(memory.Find("model", "Be brief.", [Question, Answer, Next]));
    }

    [Fact]
    public void Remember_MoreThanTheCapacity_ForgetsTheOldest()
    {
        ConversationMemory memory = new(capacity: 2);
        for (int i = 0; i < 3; i++)
        {
            memory.Remember($"resp_{i}", previousId: null, "model", null, [new(ChatRole.User, $"{i}")], [Answer]);
        }

        Assert.Null(memory.Find("model", null, [new(ChatRole.User, "0"), Answer, Next]));
        Assert.Equal("resp_2", memory.Find("model", null, [new(ChatRole.User, "2"), Answer, Next])?.ResponseId);
    }

    [Fact]
    public void Remember_SameConversationAgain_ContinuesFromTheLaterResponseAsLongAsItIsKept()
    {
        ConversationMemory memory = new(capacity: 2);
        memory.Remember("resp_1", previousId: null, "model", null, [Question], [Answer]);
        memory.Remember("resp_2", previousId: null, "model", null, [Question], [Answer]);
        memory.Remember("resp_3", previousId: null, "model", null, [Next], [Answer]);

        Assert.Equal("resp_2", memory.Find("model", null, [Question, Answer, Next])?.ResponseId);
    }

    [Fact]
    public void Remember_AsManyAnswersAsAreKept_AllocatesAFixedAmountForEach()
    {
        const int Count = 1024;
        ChatMessage[][] questions = [.. Enumerable.Range(0, Count).Select(static i => new ChatMessage[] { new(ChatRole.User, $"{i}") })];
        ChatMessage[][] answers = [.. Enumerable.Range(0, Count).Select(static i => new ChatMessage[] { new(ChatRole.Assistant, new string((char)i, 1000)) })];
        ConversationMemory memory = new(Count);
        long before = GC.GetAllocatedBytesForCurrentThread();

        for (int i = 0; i < Count; i++)
        {
            memory.Remember($"resp_{i:D48}", previousId: null, "model", null, questions[i], answers[i]);
        }

        // Less than 500 bytes are kept; the rest is what tables left behind when they grew.
        Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - before) / Count, 100, 640);
    }

    private static ConversationMemory Remembering(ChatMessage[] messages)
    {
        ConversationMemory memory = new();
        memory.Remember("resp_1", previousId: null, "model", "Be brief.", messages[..^1], [messages[^1]]);
        return memory;
    }
}
