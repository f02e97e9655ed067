using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace LmStudio.AI.SemanticKernel;

/// <summary>
/// Wraps the function loop. If a filter ended the loop, it adds the text of the last result to the response, as Semantic Kernel's own connectors do. Without
/// it, the response has only results, and prompts return an empty text.
/// </summary>
internal sealed class EndedLoopClient(IChatClient innerClient) : DelegatingChatClient(innerClient)
{
    public override async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        ChatResponse response = await base.GetResponseAsync(messages, options, cancellationToken).ConfigureAwait(false);
        if (response.Messages.LastOrDefault() is { } message && FindLastResult(message.Role, message.Contents) is { } result)
        {
            message.Contents.Insert(0, new TextContent(ResultText.Of(result)));
        }

        return response;
    }

    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ChatResponseUpdate? last = null;
        await foreach (ChatResponseUpdate update in base.GetStreamingResponseAsync(messages, options, cancellationToken).ConfigureAwait(false))
        {
            last = update;
            yield return update;
        }

        if (last is not null && FindLastResult(last.Role, last.Contents) is { } result)
        {
            yield return new ChatResponseUpdate(ChatRole.Tool, ResultText.Of(result))
            {
                ResponseId = last.ResponseId,
                MessageId = last.MessageId,
                ConversationId = last.ConversationId,
                ModelId = last.ModelId,
            };
        }
    }

    /// <summary>Returns the last result of a message that contains only results: a loop that was not ended finishes with a message of the model.</summary>
    private static FunctionResultContent? FindLastResult(ChatRole? role, IList<AIContent> contents) =>
        role == ChatRole.Tool && contents.Count > 0 && contents.All(static content => content is FunctionResultContent)
            ? (FunctionResultContent)contents[contents.Count - 1]
            : null;
}
