using LmStudio.AI.Emulator;
using Microsoft.Agents.AI;
using Microsoft.Agents.AI.Workflows;
using Microsoft.Extensions.AI;

namespace LmStudio.AI.Agents.Tests;

public sealed class WorkflowTests
{
    [Theory]
    [InlineData(null)]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Sequential_TwoAgents_SecondSeesTheAnswerOfTheFirst(bool? store)
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        lmStudio.Script.Enqueue(EmulatorStep.Text("Ebb and flood."));
        lmStudio.Script.Enqueue(EmulatorStep.Text("Ebbe und Flut."));
        LmStudioChatClientOptions options = new() { Store = store };
        Workflow workflow = AgentWorkflowBuilder.BuildSequential([TestAgents.Create(lmStudio, options, "writer"), TestAgents.Create(lmStudio, options, "translator")]);

        List<WorkflowEvent> events = await TestWorkflows.RunAsync(workflow, "Describe the tide.");

        Assert.Equal(["writer", "translator"], Authors(events));
        List<EmulatorRequest> chats = lmStudio.GetChats();
        Assert.Equal(2, chats.Count);
        Assert.Contains("Ebb and flood.", chats[1].Body);
        Assert.Null(chats[1].GetPreviousResponseId());
        List<ChatMessage> output = events.OfType<WorkflowOutputEvent>().Last().As<List<ChatMessage>>()!;
        Assert.Equal("Ebbe und Flut.", output[^1].Text);
    }

    [Fact]
    public async Task Concurrent_TwoAgents_BothAnswer()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        Workflow workflow = AgentWorkflowBuilder.BuildConcurrent([TestAgents.Create(lmStudio, name: "one"), TestAgents.Create(lmStudio, name: "two")]);

        List<WorkflowEvent> events = await TestWorkflows.RunAsync(workflow, "Hello");

        Assert.Empty(events.OfType<ExecutorFailedEvent>());
        Assert.Equal(["one", "two"], Authors(events).Order());
        Assert.All(lmStudio.GetChats(), static chat => Assert.Null(chat.GetPreviousResponseId()));
    }

    [Fact]
    public async Task GroupChat_TwoAgentsOfDifferentKinds_TakeTurns()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        lmStudio.Script.Enqueue(EmulatorStep.Text("A draft."));
        lmStudio.Script.Enqueue(EmulatorStep.Text("Too short."));
        lmStudio.Script.Enqueue(EmulatorStep.Text("A longer draft."));
        ChatClientAgent writer = TestAgents.Create(lmStudio, new LmStudioChatClientOptions { Store = true }, "writer", TestAgents.CreateClock());
        ChatClientAgent critic = TestAgents.Create(lmStudio, new LmStudioChatClientOptions { Store = false }, "critic");
        Workflow workflow = AgentWorkflowBuilder.CreateGroupChatBuilderWith(static agents => new RoundRobinGroupChatManager(agents) { MaximumIterationCount = 3 })
            .AddParticipants([writer, critic])
            .Build();

        List<WorkflowEvent> events = await TestWorkflows.RunAsync(workflow, "Write.");

        Assert.Empty(events.OfType<ExecutorFailedEvent>());
        Assert.Equal(["writer", "critic"], Authors(events));
        List<EmulatorRequest> chats = lmStudio.GetChats();
        Assert.Equal(3, chats.Count);
        Assert.Contains("A draft.", chats[1].Body);
        Assert.Contains("Too short.", chats[2].Body);
        Assert.Equal([false, false, true], chats.Select(static chat => chat.GetPreviousResponseId() is not null));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task AsAgent_SequentialWorkflow_AnswersInSeveralTurns(bool streaming)
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        LmStudioChatClientOptions options = new() { Store = true };
        AIAgent agent = AgentWorkflowBuilder.BuildSequential([TestAgents.Create(lmStudio, options, "first"), TestAgents.Create(lmStudio, options, "second")]).AsAIAgent();
        AgentSession session = await agent.CreateSessionAsync();

        _ = await agent.AskAsync(session, "My name is Ada.", streaming);
        AgentResponse response = await agent.AskAsync(session, "What is my name?", streaming);

        Assert.Contains("Your name is Ada.", response.Text);
    }

    [Fact]
    public async Task Sequential_AgentFails_TellsWhy()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        lmStudio.Script.Enqueue(EmulatorStep.Text("Half "), EmulatorStep.Fail("internal_error", "The model has crashed."));
        Workflow workflow = AgentWorkflowBuilder.BuildSequential([TestAgents.Create(lmStudio, name: "writer"), TestAgents.Create(lmStudio, name: "translator")]);

        List<WorkflowEvent> events = await TestWorkflows.RunAsync(workflow, "Describe the tide.");

        Assert.Contains("The model has crashed.", Assert.Single(events.OfType<WorkflowErrorEvent>()).Exception?.ToString());
        _ = Assert.Single(lmStudio.GetChats());
    }

    private static IEnumerable<string?> Authors(List<WorkflowEvent> events) =>
        events.OfType<AgentResponseUpdateEvent>().Select(static update => update.Update.AuthorName).Where(static name => name is not null).Distinct();
}
