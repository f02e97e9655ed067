using LmStudio.AI.Emulator;
using Microsoft.Agents.AI;
using Microsoft.Extensions.AI;

namespace LmStudio.AI.Agents.Tests;

/// <summary>Sessions whose history the agent keeps.</summary>
public sealed class LocalSessionTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Run_StoreFalse_SendsTheHistory(bool streaming)
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        ChatClientAgent agent = TestAgents.Create(lmStudio, new LmStudioChatClientOptions { Store = false });
        AgentSession session = await agent.CreateSessionAsync();

        _ = await agent.AskAsync(session, "My name is Ada.", streaming);
        AgentResponse second = await agent.AskAsync(session, "What is my name?", streaming);

        Assert.Null(session.GetConversationId());
        Assert.Contains("\"store\":false", lmStudio.GetChats()[0].Body);
        Assert.Contains("My name is Ada.", lmStudio.GetChats()[1].Body);
        Assert.Null(lmStudio.GetChats()[1].GetPreviousResponseId());
        Assert.Contains("Your name is Ada.", second.Text);
    }

    [Theory]
    [InlineData(null, false)]
    [InlineData(null, true)]
    [InlineData(false, false)]
    [InlineData(false, true)]
    public async Task Run_Tools_CallsThemAndSendsTheHistory(bool? store, bool streaming)
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        lmStudio.Script.Enqueue(EmulatorStep.CallFunction("get_time"));
        lmStudio.Script.Enqueue(EmulatorStep.Text("It is noon."));
        lmStudio.Script.Enqueue(EmulatorStep.Text("Noon, as I said."));
        ChatClientAgent agent = TestAgents.Create(lmStudio, new LmStudioChatClientOptions { Store = store }, tools: TestAgents.CreateClock());
        AgentSession session = await agent.CreateSessionAsync();

        AgentResponse first = await agent.AskAsync(session, "What time is it?", streaming);
        _ = await agent.AskAsync(session, "Again?", streaming);

        List<EmulatorRequest> chats = lmStudio.GetChats();
        Assert.Equal("It is noon.", first.Text);
        Assert.Null(session.GetConversationId());
        Assert.Equal(3, chats.Count);
        Assert.All(chats, static chat => Assert.Equal("/v1/chat/completions", chat.Path));
        Assert.Contains("\"tool_calls\"", chats[2].Body);
        Assert.Contains("It is noon.", chats[2].Body);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Run_HistoryProviderAndStoreFalse_ProviderHasTheHistory(bool streaming)
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        InMemoryChatHistoryProvider provider = new();
        ChatClientAgent agent = TestAgents.Create(lmStudio, new LmStudioChatClientOptions { Store = false }, new ChatClientAgentOptions { ChatHistoryProvider = provider });
        AgentSession session = await agent.CreateSessionAsync();

        _ = await agent.AskAsync(session, "My name is Ada.", streaming);
        _ = await agent.AskAsync(session, "What is my name?", streaming);

        Assert.Equal([ChatRole.User, ChatRole.Assistant, ChatRole.User, ChatRole.Assistant], provider.GetMessages(session).Select(static message => message.Role));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Run_HistoryProviderAndStoredAnswer_IsRefusedByTheFramework(bool streaming)
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        ChatClientAgent agent = TestAgents.Create(lmStudio, options: null, new ChatClientAgentOptions { ChatHistoryProvider = new InMemoryChatHistoryProvider() });
        AgentSession session = await agent.CreateSessionAsync();

        _ = await Assert.ThrowsAsync<InvalidOperationException>(() => agent.AskAsync(session, "Hi", streaming));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Run_StoreFalseInAStoredSession_IsRefusedByTheFramework(bool streaming)
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        ChatClientAgent agent = TestAgents.Create(lmStudio);
        AgentSession session = await agent.CreateSessionAsync();
        _ = await agent.AskAsync(session, "My name is Ada.", streaming);

        ChatClientAgentRunOptions options = new(new ChatOptions { Store = false });

        _ = await Assert.ThrowsAsync<InvalidOperationException>(() => agent.AskAsync(session, "What is my name?", streaming, options));
    }

    [Fact]
    public async Task Run_Reducer_SendsTheReducedHistory()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        InMemoryChatHistoryProvider provider = new(new InMemoryChatHistoryProviderOptions { ChatReducer = new MessageCountingChatReducer(2) });
        ChatClientAgent agent = TestAgents.Create(lmStudio, new LmStudioChatClientOptions { Store = false }, new ChatClientAgentOptions { ChatHistoryProvider = provider });
        AgentSession session = await agent.CreateSessionAsync();

        foreach (string message in (string[])["One", "Two", "Three"])
        {
            _ = await agent.RunAsync(message, session);
        }

        string body = lmStudio.GetChats()[2].Body;
        Assert.DoesNotContain("One", body);
        Assert.Contains("Two", body);
        Assert.Contains("Three", body);
    }
}
