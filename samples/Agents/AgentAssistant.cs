using System.Runtime.CompilerServices;
using Microsoft.Agents.AI;
using Microsoft.Extensions.AI;
using Microsoft.SemanticKernel;

namespace AgentSample;

/// <summary>An agent of Microsoft Agent Framework over a kernel's chat client, whose tools are the functions of the kernel's plugins.</summary>
internal sealed class AgentAssistant : IAssistant
{
    private readonly AIAgent _agent;
    private AgentSession? _session;

    public AgentAssistant(AgentServer server, string model, TextWriter functionLog)
    {
        // LM Studio stores the conversation, so each turn sends only the new message. The session has the conversation's id.
        Kernel kernel = ConciergeKernel.Create(server, model, static options => options.Chat.Store = true);
        _agent = kernel.GetRequiredService<IChatClient>()
            .AsAIAgent(
                instructions: ConciergeKernel.Instructions,
                name: "Concierge",
                tools: [.. kernel.Plugins.SelectMany(plugin => plugin.AsAIFunctions(kernel))])
            .AsBuilder()
            .Use(new FunctionLog(functionLog).OnAgentCallAsync)
            .Build();
    }

    public async IAsyncEnumerable<AIContent> AnswerAsync(string message, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        _session ??= await _agent.CreateSessionAsync(cancellationToken);
        await foreach (AgentResponseUpdate update in _agent.RunStreamingAsync(message, _session, cancellationToken: cancellationToken))
        {
            foreach (AIContent content in update.Contents)
            {
                yield return content;
            }
        }
    }
}
