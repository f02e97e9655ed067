using Microsoft.Extensions.AI;

namespace LmStudio.AI.Tests;

/// <summary>When the system prompt is sent (docs/protocol.md, "Conversations": it is stored, and strict templates fail on a second one).</summary>
public class SystemPromptTests
{
    [Fact]
    public async Task GetResponse_PromptRepeatedByMiddleware_IsSentOnFirstTurnOnly()
    {
        using VerbatimHttpHandler handler = new VerbatimHttpHandler()
            .Expect("POST /api/v1/chat", """{"model":"m","input":"One","system_prompt":"Be brief."}""", Stored("resp_1"))
            .Expect("POST /api/v1/chat", """{"model":"m","input":"Two","previous_response_id":"resp_1"}""", Stored("resp_2"))
            .Expect("POST /api/v1/chat", """{"model":"m","input":"Three","previous_response_id":"resp_2"}""", Stored("resp_3"))
            .Expect("POST /api/v1/chat", """{"model":"m","input":"Branch","previous_response_id":"resp_1"}""", Stored("resp_4"))
            .Expect("POST /api/v1/chat", """{"model":"m","input":"New","system_prompt":"Be brief."}""", Stored("resp_5"));
        IChatClient client = Clients.CreateChat(handler);

        _ = await client.GetResponseAsync("One", new() { Instructions = "Be brief." });
        _ = await client.GetResponseAsync("Two", new() { Instructions = "Be brief.", ConversationId = "resp_1" });
        _ = await client.GetResponseAsync("Three", new() { Instructions = "Be brief.", ConversationId = "resp_2" });
        _ = await client.GetResponseAsync("Branch", new() { Instructions = "Be brief.", ConversationId = "resp_1" });
        _ = await client.GetResponseAsync("New", new() { Instructions = "Be brief." });

        handler.Verify();
    }

    [Fact]
    public async Task GetResponse_PromptChanged_IsSentOnceMore()
    {
        using VerbatimHttpHandler handler = new VerbatimHttpHandler()
            .Expect("POST /api/v1/chat", """{"model":"m","input":"One","system_prompt":"Be brief."}""", Stored("resp_1"))
            .Expect("POST /api/v1/chat", """{"model":"m","input":"Two","previous_response_id":"resp_1","system_prompt":"Be long."}""", Stored("resp_2"))
            .Expect("POST /api/v1/chat", """{"model":"m","input":"Three","previous_response_id":"resp_2"}""", Stored("resp_3"));
        IChatClient client = Clients.CreateChat(handler);

        _ = await client.GetResponseAsync("One", new() { Instructions = "Be brief." });
        _ = await client.GetResponseAsync("Two", new() { Instructions = "Be long.", ConversationId = "resp_1" });
        _ = await client.GetResponseAsync("Three", new() { Instructions = "Be long.", ConversationId = "resp_2" });

        handler.Verify();
    }

    [Fact]
    public async Task GetResponse_ConversationBegunWithoutPrompt_GetsItLater()
    {
        using VerbatimHttpHandler handler = new VerbatimHttpHandler()
            .Expect("POST /api/v1/chat", """{"model":"m","input":"One"}""", Stored("resp_1"))
            .Expect("POST /api/v1/chat", """{"model":"m","input":"Two","previous_response_id":"resp_1","system_prompt":"Be brief."}""", Stored("resp_2"));
        IChatClient client = Clients.CreateChat(handler);

        _ = await client.GetResponseAsync("One");
        _ = await client.GetResponseAsync("Two", new() { Instructions = "Be brief.", ConversationId = "resp_1" });

        handler.Verify();
    }

    [Fact]
    public async Task GetResponse_TurnWithoutPrompt_KeepsTheOneOfTheConversation()
    {
        using VerbatimHttpHandler handler = new VerbatimHttpHandler()
            .Expect("POST /api/v1/chat", """{"model":"m","input":"One","system_prompt":"Be brief."}""", Stored("resp_1"))
            .Expect("POST /api/v1/chat", """{"model":"m","input":"Two","previous_response_id":"resp_1"}""", Stored("resp_2"))
            .Expect("POST /api/v1/chat", """{"model":"m","input":"Three","previous_response_id":"resp_2"}""", Stored("resp_3"));
        IChatClient client = Clients.CreateChat(handler);

        _ = await client.GetResponseAsync("One", new() { Instructions = "Be brief." });
        _ = await client.GetResponseAsync("Two", new() { ConversationId = "resp_1" });
        _ = await client.GetResponseAsync("Three", new() { Instructions = "Be brief.", ConversationId = "resp_2" });

        handler.Verify();
    }

    /// <summary>System messages are in the conversation, but middleware goes on repeating the instructions beside them.</summary>
    [Fact]
    public async Task GetResponse_InstructionsRepeatedWithoutSystemMessage_AreSentOnFirstTurnOnly()
    {
        using VerbatimHttpHandler handler = new VerbatimHttpHandler()
            .Expect("POST /api/v1/chat", """{"model":"m","input":"One","system_prompt":"Be brief.\nBe kind."}""", Stored("resp_1"))
            .Expect("POST /api/v1/chat", """{"model":"m","input":"Two","previous_response_id":"resp_1"}""", Stored("resp_2"))
            .Expect("POST /api/v1/chat", """{"model":"m","input":"Three","previous_response_id":"resp_2"}""", Stored("resp_3"))
            .Expect("POST /api/v1/chat", """{"model":"m","input":"Four","previous_response_id":"resp_3"}""", Stored("resp_4"))
            .Expect("POST /api/v1/chat", """{"model":"m","input":"Five","previous_response_id":"resp_4","system_prompt":"Be long."}""", Stored("resp_5"))
            .Expect("POST /api/v1/chat", """{"model":"m","input":"Six","previous_response_id":"resp_5","system_prompt":"Be brief."}""", Stored("resp_6"));
        IChatClient client = Clients.CreateChat(handler);

        ChatMessage system = new(ChatRole.System, "Be kind.");
        _ = await client.GetResponseAsync([system, new(ChatRole.User, "One")], new() { Instructions = "Be brief." });
        _ = await client.GetResponseAsync("Two", new() { Instructions = "Be brief.", ConversationId = "resp_1" });
        _ = await client.GetResponseAsync("Three", new() { Instructions = "Be brief.", ConversationId = "resp_2" });
        _ = await client.GetResponseAsync([system, new(ChatRole.User, "Four")], new() { Instructions = "Be brief.", ConversationId = "resp_3" });
        _ = await client.GetResponseAsync("Five", new() { Instructions = "Be long.", ConversationId = "resp_4" });
        _ = await client.GetResponseAsync("Six", new() { Instructions = "Be brief.", ConversationId = "resp_5" });

        handler.Verify();
    }

    [Fact]
    public async Task GetResponse_UnknownConversation_IsTakenToHaveThePrompt() =>
        Json.Equal(
            """{"model":"m","input":"Hi","previous_response_id":"resp_of_yesterday"}""",
            await Clients.SendAsync([new(ChatRole.User, "Hi")], new() { Instructions = "Be brief.", ConversationId = "resp_of_yesterday" }));

    [Fact]
    public async Task GetResponse_Always_IsSentOnEachTurn() =>
        Json.Equal(
            """{"model":"m","input":"Hi","system_prompt":"Be brief.","previous_response_id":"resp_1"}""",
            await Clients.SendAsync(
                [new(ChatRole.User, "Hi")],
                new() { Instructions = "Be brief.", ConversationId = "resp_1" },
                new() { SystemPromptBehavior = LmStudioSystemPromptBehavior.Always }));

    [Fact]
    public async Task GetStreamingResponse_FirstTurnStreamed_IsRememberedAsWell()
    {
        using VerbatimHttpHandler handler = new VerbatimHttpHandler()
            .Expect("POST /api/v1/chat", """{"model":"m","input":"One","system_prompt":"Be brief.","stream":true}""", Answer.Stream(Payload.Read("chat-several-messages.sse")))
            .Expect("POST /api/v1/chat", """{"model":"m","input":"Two","system_prompt":"Be long.","previous_response_id":"resp_80a1b2c3d4e5f60718293a4b5c6d7e8f9011121314151617"}""", Stored("resp_2"));
        IChatClient client = Clients.CreateChat(handler);

        ChatResponse first = await client.GetStreamingResponseAsync("One", new() { Instructions = "Be brief." }).ToChatResponseAsync();
        _ = await client.GetResponseAsync("Two", new() { Instructions = "Be long.", ConversationId = first.ConversationId });

        handler.Verify();
    }

    [Fact]
    public void HasChanged_MoreConversationsThanCapacity_ForgetsTheOldest()
    {
        SystemPromptMemory memory = new(capacity: 2);
        memory.Remember("resp_1", previousId: null, "A", "A");
        memory.Remember("resp_2", previousId: null, "A", "A");
        memory.Remember("resp_3", previousId: null, "A", "A");

        Assert.False(memory.HasChanged("resp_1", "B"));
        Assert.True(memory.HasChanged("resp_2", "B"));
        Assert.True(memory.HasChanged("resp_3", "B"));
        Assert.False(memory.HasChanged("resp_3", "A"));
    }

    private static Answer Stored(string responseId) => Answer.Json($$"""{"model_instance_id":"m","output":[{"type":"message","content":"ok"}],"stats":{},"response_id":"{{responseId}}"}""");
}
