using Microsoft.Agents.AI.Workflows;
using Microsoft.Extensions.AI;

namespace LmStudio.AI.Agents.Tests;

/// <summary>Runs workflows of agents to their end.</summary>
internal static class TestWorkflows
{
    public static async Task<List<WorkflowEvent>> RunAsync(Workflow workflow, string message)
    {
        await using StreamingRun run = await InProcessExecution.RunStreamingAsync(workflow, new List<ChatMessage> { new(ChatRole.User, message) });
        _ = await run.TrySendMessageAsync(new TurnToken(emitEvents: true));
        List<WorkflowEvent> events = [];
        await foreach (WorkflowEvent workflowEvent in run.WatchStreamAsync())
        {
            events.Add(workflowEvent);
        }

        return events;
    }
}
