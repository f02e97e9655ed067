using System.Runtime.CompilerServices;
using LmStudio.AI.SemanticKernel;
using Microsoft.Extensions.AI;
using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.ChatCompletion;

namespace AgentSample;

/// <summary>A kernel's own function loop: a chat history, and settings that let the model choose functions.</summary>
internal sealed class KernelAssistant : IAssistant
{
    private readonly ChatHistory _history = new(ConciergeKernel.Instructions);
    private readonly Kernel _kernel;
    private readonly LmStudioPromptExecutionSettings _settings = new() { FunctionChoiceBehavior = FunctionChoiceBehavior.Auto(), Temperature = 0.2 };

    public KernelAssistant(AgentServer server, string model, TextWriter functionLog)
    {
        // The loop resends the history with every request. With this option, LM Studio receives only the new messages.
        _kernel = ConciergeKernel.Create(server, model, static options => options.Chat.ContinueKnownConversations = true);
        _kernel.AutoFunctionInvocationFilters.Add(new FunctionLog(functionLog));
    }

    public async IAsyncEnumerable<AIContent> AnswerAsync(string message, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        _history.AddUserMessage(message);
        string answer = "";
        await foreach (StreamingChatMessageContent piece in _kernel.GetRequiredService<IChatCompletionService>()
            .GetStreamingChatMessageContentsAsync(_history, _settings, _kernel, cancellationToken))
        {
            // Semantic Kernel has no content type for reasoning; the connector adds it to the metadata.
            if (piece.GetReasoning() is { } reasoning)
            {
                yield return new TextReasoningContent(reasoning);
            }

            if (piece.Content is { Length: > 0 } text)
            {
                answer += text;
                yield return new Microsoft.Extensions.AI.TextContent(text);
            }
        }

        _history.AddAssistantMessage(answer);
    }
}
