using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace LmStudio.AI.SemanticKernel;

/// <summary>
/// Stands between Semantic Kernel and the connector: finds the settings that Semantic Kernel has no place for, leaves out what it
/// says twice, and keeps of the answers what it would drop. See <see cref="ConversationClient"/> for what it hides.
/// </summary>
/// <param name="chatClient">The connector.</param>
/// <param name="owned">What to dispose of together with it, if anything.</param>
internal sealed class KernelChatClient(IChatClient chatClient, IDisposable? owned) : DelegatingChatClient(chatClient)
{
    public override async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        ChatResponse response = await base.GetResponseAsync(ResultText.RemoveFrom(messages), UntypedSettings.Apply(options), cancellationToken).ConfigureAwait(false);
        AnswerMetadata.AddTo(response);
        response.ConversationId = ConversationClient.HasTools(options) ? null : response.ConversationId;
        return response;
    }

    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (ChatResponseUpdate update in base.GetStreamingResponseAsync(ResultText.RemoveFrom(messages), UntypedSettings.Apply(options), cancellationToken).ConfigureAwait(false))
        {
            AnswerMetadata.AddTo(update);
            update.ConversationId = ConversationClient.HasTools(options) ? null : update.ConversationId;
            yield return update;
        }
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing)
        {
            owned?.Dispose();
        }
    }
}
