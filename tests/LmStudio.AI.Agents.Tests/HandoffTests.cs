using LmStudio.AI.Emulator;
using Microsoft.Agents.AI;
using Microsoft.Agents.AI.Workflows;
using Microsoft.Extensions.AI;

namespace LmStudio.AI.Agents.Tests;

/// <summary>Two agents, each on a server of its own. What one server calls a conversation is unknown to the other.</summary>
public sealed class HandoffTests
{
    [Theory]
    [InlineData(null, HandoffToolCallFilteringBehavior.HandoffOnly)]
    [InlineData(true, HandoffToolCallFilteringBehavior.HandoffOnly)]
    [InlineData(false, HandoffToolCallFilteringBehavior.HandoffOnly)]
    [InlineData(null, HandoffToolCallFilteringBehavior.None)]
    [InlineData(true, HandoffToolCallFilteringBehavior.None)]
    public async Task Handoff_ToAnotherService_TakesTheMessagesAndNoIds(bool? store, HandoffToolCallFilteringBehavior filtering)
    {
        await using LmStudioEmulator triageServer = await LmStudioEmulator.StartAsync();
        await using LmStudioEmulator expertServer = await LmStudioEmulator.StartAsync();
        triageServer.Script.Enqueue(EmulatorStep.Reason("Not mine."), EmulatorStep.CallFunction("handoff_to_1", new { reasonForHandoff = "physics" }));
        expertServer.Script.Enqueue(EmulatorStep.Reason("Mine."), EmulatorStep.Text("Rayleigh scattering."));
        LmStudioChatClientOptions options = new() { Store = store };
        ChatClientAgent triage = TestAgents.Create(triageServer, options, "triage");
        ChatClientAgent expert = TestAgents.Create(expertServer, options, "expert");
        Workflow workflow = AgentWorkflowBuilder.CreateHandoffBuilderWith(triage)
            .WithHandoff(triage, expert, "Questions of physics.")
            .WithToolCallFilteringBehavior(filtering)
            .Build();

        List<WorkflowEvent> events = await TestWorkflows.RunAsync(workflow, "Why is the sky blue?");

        Assert.Empty(events.OfType<WorkflowErrorEvent>());
        Assert.Empty(events.OfType<ExecutorFailedEvent>());
        Assert.Equal("Rayleigh scattering.", string.Concat(events.OfType<AgentResponseUpdateEvent>().Select(static update => update.Update.Text)));
        EmulatorRequest chat = Assert.Single(expertServer.GetChats());
        Assert.Contains("Why is the sky blue?", chat.Body);
        Assert.Null(chat.GetPreviousResponseId());
        Assert.DoesNotContain("resp_", chat.Body);
        Assert.DoesNotContain("Not mine.", chat.Body);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Run_MessagesOfAnotherServicesAnswer_TakesTheMessagesAndNoIds(bool streaming)
    {
        await using LmStudioEmulator firstServer = await LmStudioEmulator.StartAsync();
        await using LmStudioEmulator secondServer = await LmStudioEmulator.StartAsync();
        firstServer.Script.Enqueue(EmulatorStep.CallFunction("get_time"));
        firstServer.Script.Enqueue(EmulatorStep.Reason("Twelve."), EmulatorStep.Text("It is noon."));
        ChatClientAgent first = TestAgents.Create(firstServer, new LmStudioChatClientOptions { Store = true }, "first", TestAgents.CreateClock());
        ChatClientAgent second = TestAgents.Create(secondServer, name: "second");
        AgentResponse answer = await first.AskAsync(await first.CreateSessionAsync(), "What time is it?", streaming);
        List<ChatMessage> history = [new(ChatRole.User, "What time is it?"), .. answer.Messages, new(ChatRole.User, "In French?")];

        _ = streaming
            ? await second.RunStreamingAsync(history).ToAgentResponseAsync()
            : await second.RunAsync(history);

        EmulatorRequest chat = Assert.Single(secondServer.GetChats());
        Assert.Contains("It is noon.", chat.Body);
        Assert.Contains("In French?", chat.Body);
        Assert.Null(chat.GetPreviousResponseId());
        Assert.DoesNotContain("resp_", chat.Body);
    }

    [Fact]
    public async Task Run_ConversationIdOfAnotherService_IsNotFoundThere()
    {
        await using LmStudioEmulator firstServer = await LmStudioEmulator.StartAsync();
        await using LmStudioEmulator secondServer = await LmStudioEmulator.StartAsync();
        ChatClientAgent first = TestAgents.Create(firstServer);
        ChatClientAgent second = TestAgents.Create(secondServer);
        AgentSession session = await first.CreateSessionAsync();
        _ = await first.RunAsync("My name is Ada.", session);

        LmStudioException exception = await Assert.ThrowsAsync<LmStudioException>(() => second.RunAsync("What is my name?", session));

        Assert.Equal(LmStudioErrorKind.ConversationNotFound, exception.Kind);
    }

    [Fact]
    public async Task Run_TwoServicesContinueKnownConversations_KnowTheirOwnOnly()
    {
        await using LmStudioEmulator firstServer = await LmStudioEmulator.StartAsync();
        await using LmStudioEmulator secondServer = await LmStudioEmulator.StartAsync();
        LmStudioChatClientOptions options = new() { ContinueKnownConversations = true };
        IChatClient first = TestAgents.CreateClient(firstServer, options);
        IChatClient second = TestAgents.CreateClient(secondServer, options);
        List<ChatMessage> history = [new(ChatRole.User, "My name is Ada.")];
        history.AddRange((await first.GetResponseAsync(history)).Messages);
        history.Add(new ChatMessage(ChatRole.User, "What is my name?"));

        ChatResponse response = await second.GetResponseAsync(history);

        Assert.Contains("Your name is Ada.", response.Text);
        Assert.Null(Assert.Single(secondServer.GetChats()).GetPreviousResponseId());
    }
}
