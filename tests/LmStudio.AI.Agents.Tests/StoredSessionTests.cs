using System.Text.Json;
using LmStudio.AI.Emulator;
using Microsoft.Agents.AI;

namespace LmStudio.AI.Agents.Tests;

/// <summary>Sessions whose history LM Studio keeps.</summary>
public sealed class StoredSessionTests
{
    [Theory]
    [InlineData(null, false)]
    [InlineData(null, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public async Task Run_WithoutTools_ContinuesOnTheNativeEndpoint(bool? store, bool streaming)
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        ChatClientAgent agent = TestAgents.Create(lmStudio, new LmStudioChatClientOptions { Store = store });
        AgentSession session = await agent.CreateSessionAsync();

        AgentResponse first = await agent.AskAsync(session, "My name is Ada.", streaming);
        string? conversationId = session.GetConversationId();
        AgentResponse second = await agent.AskAsync(session, "What is my name?", streaming);

        List<EmulatorRequest> chats = lmStudio.GetChats();
        Assert.NotNull(conversationId);
        Assert.All(chats, static chat => Assert.Equal("/api/v1/chat", chat.Path));
        Assert.Equal([null, conversationId], chats.Select(static chat => chat.GetPreviousResponseId()));
        Assert.Equal([true, false], chats.Select(static chat => chat.Body.Contains("\"system_prompt\":\"Be brief.\"", StringComparison.Ordinal)));
        Assert.DoesNotContain("My name is Ada.", chats[1].Body);
        Assert.Contains("Nice to meet you, Ada!", first.Text);
        Assert.Contains("Your name is Ada.", second.Text);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Run_StoreAndTools_SendsOnlyWhatIsNew(bool streaming)
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        lmStudio.Script.Enqueue(EmulatorStep.Text("Hello Ada."));
        lmStudio.Script.Enqueue(EmulatorStep.CallFunction("get_time"));
        lmStudio.Script.Enqueue(EmulatorStep.Text("It is noon."));
        lmStudio.Script.Enqueue(EmulatorStep.Text("Ada."));
        ChatClientAgent agent = TestAgents.Create(lmStudio, new LmStudioChatClientOptions { Store = true }, tools: TestAgents.CreateClock());
        AgentSession session = await agent.CreateSessionAsync();

        _ = await agent.AskAsync(session, "My name is Ada.", streaming);
        AgentResponse second = await agent.AskAsync(session, "What time is it?", streaming);
        AgentResponse third = await agent.AskAsync(session, "What is my name?", streaming);

        List<EmulatorRequest> chats = lmStudio.GetChats();
        Assert.All(chats, static chat => Assert.Equal("/v1/responses", chat.Path));
        Assert.Equal([false, true, true, true], chats.Select(static chat => chat.GetPreviousResponseId() is not null));
        Assert.Equal(4, chats.Select(static chat => chat.GetPreviousResponseId()).Distinct().Count());
        Assert.All(chats.Skip(1), static chat => Assert.DoesNotContain("My name is Ada.", chat.Body));
        Assert.DoesNotContain("What time is it?", chats[2].Body);
        Assert.Contains("noon", chats[2].Body);
        Assert.Equal("It is noon.", second.Text);
        Assert.Equal("Ada.", third.Text);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Run_ContinueKnownConversationsAndTools_FollowsTheId(bool streaming)
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        ChatClientAgent agent = TestAgents.Create(lmStudio, new LmStudioChatClientOptions { ContinueKnownConversations = true }, tools: TestAgents.CreateClock());
        AgentSession session = await agent.CreateSessionAsync();

        _ = await agent.AskAsync(session, "My name is Ada.", streaming);
        AgentResponse second = await agent.AskAsync(session, "What is my name?", streaming);

        List<EmulatorRequest> chats = lmStudio.GetChats();
        Assert.All(chats, static chat => Assert.Equal("/v1/responses", chat.Path));
        Assert.NotNull(chats[1].GetPreviousResponseId());
        Assert.DoesNotContain("My name is Ada.", chats[1].Body);
        Assert.Contains("Your name is Ada.", second.Text);
    }

    [Fact]
    public async Task Run_SavedSession_GoesOn()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        ChatClientAgent agent = TestAgents.Create(lmStudio, new LmStudioChatClientOptions { Store = true });
        AgentSession session = await agent.CreateSessionAsync();
        _ = await agent.RunAsync("My name is Ada.", session);
        JsonElement saved = await agent.SerializeSessionAsync(session);

        ChatClientAgent other = TestAgents.Create(lmStudio, new LmStudioChatClientOptions { Store = true });
        AgentResponse response = await other.RunAsync("What is my name?", await other.DeserializeSessionAsync(saved));

        Assert.Contains("Your name is Ada.", response.Text);
        Assert.Equal(session.GetConversationId(), lmStudio.GetChats()[1].GetPreviousResponseId());
    }

    [Fact]
    public async Task Run_SessionOfAConversationId_GoesOnFromIt()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        ChatClientAgent agent = TestAgents.Create(lmStudio);
        AgentSession first = await agent.CreateSessionAsync();
        _ = await agent.RunAsync("My name is Ada.", first);

        AgentSession branch = await agent.CreateSessionAsync(first.GetConversationId()!);
        AgentResponse response = await agent.RunAsync("What is my name?", branch);

        Assert.Contains("Your name is Ada.", response.Text);
        Assert.NotEqual(first.GetConversationId(), branch.GetConversationId());
    }

    [Fact]
    public async Task Run_ServerHasForgottenTheConversation_SaysSo()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        ChatClientAgent agent = TestAgents.Create(lmStudio, new LmStudioChatClientOptions { Store = true });
        AgentSession session = await agent.CreateSessionAsync();
        _ = await agent.RunAsync("My name is Ada.", session);
        lmStudio.ForgetConversations();

        LmStudioException exception = await Assert.ThrowsAsync<LmStudioException>(() => agent.RunAsync("What is my name?", session));

        Assert.Equal(LmStudioErrorKind.ConversationNotFound, exception.Kind);
    }

    [Fact]
    public async Task Run_StreamedUpdates_HaveOneMessageId()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        lmStudio.Script.Enqueue(EmulatorStep.Reason("Hm."), EmulatorStep.Text("Hello Ada."));
        ChatClientAgent agent = TestAgents.Create(lmStudio);

        List<AgentResponseUpdate> updates = [];
        await foreach (AgentResponseUpdate update in agent.RunStreamingAsync("Hi", await agent.CreateSessionAsync()))
        {
            updates.Add(update);
        }

        Assert.NotNull(Assert.Single(updates.Select(static update => update.MessageId).Distinct()));
        Assert.Equal("Hello Ada.", updates.ToAgentResponse().Text);
    }
}
