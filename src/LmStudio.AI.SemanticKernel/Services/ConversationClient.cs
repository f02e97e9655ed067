using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace LmStudio.AI.SemanticKernel;

/// <summary>Wraps the function loop and hides conversation ids from it.</summary>
/// <remarks>
/// With a conversation id, a loop sends only new messages. Semantic Kernel then does not find the call in the messages to send, and every
/// function fails. Without an id, it resends all messages since the question; <see cref="KernelChatClient"/> continues them from the original
/// conversation.
/// </remarks>
internal sealed class ConversationClient(IChatClient innerClient) : DelegatingChatClient(innerClient)
{
    /// <summary>Returns whether the options may cause a function loop.</summary>
    public static bool HasTools(ChatOptions? options) => options?.Tools is { Count: > 0 };

    public override async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        ChatResponse response = await base.GetResponseAsync(messages, Hide(options), cancellationToken).ConfigureAwait(false);
        response.ConversationId ??= response.Messages.Select(static message => ResponseMetadata.GetConversationId(message.AdditionalProperties)).LastOrDefault(static id => id is not null);
        return response;
    }

    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (ChatResponseUpdate update in base.GetStreamingResponseAsync(messages, Hide(options), cancellationToken).ConfigureAwait(false))
        {
            yield return ResponseMetadata.GetConversationId(update.AdditionalProperties) is { } conversationId ? With(update, conversationId) : update;
        }
    }

    /// <summary>Returns a copy, as the loop still uses the update itself.</summary>
    private static ChatResponseUpdate With(ChatResponseUpdate update, string conversationId)
    {
        update = update.Clone();
        update.ConversationId = conversationId;
        return update;
    }

    private static ChatOptions? Hide(ChatOptions? options)
    {
        if (options?.ConversationId is null || !HasTools(options))
        {
            return options;
        }

        options = options.Clone();
        UntypedSettings.SetConversationId(options, options.ConversationId);
        options.ConversationId = null;
        return options;
    }
}
