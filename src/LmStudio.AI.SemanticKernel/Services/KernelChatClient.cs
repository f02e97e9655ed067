using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace LmStudio.AI.SemanticKernel;

/// <summary>
/// Adapts the connector to Semantic Kernel: applies the settings that Semantic Kernel's options do not have, removes duplicate contents from its messages, and
/// preserves response data that it would drop. See also <see cref="ConversationClient"/>.
/// </summary>
/// <param name="chatClient">The connector.</param>
/// <param name="owned">An object to dispose with it, if any.</param>
internal sealed class KernelChatClient(IChatClient chatClient, IDisposable? owned) : DelegatingChatClient(chatClient)
{
    public override async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        ChatResponse response = await base.GetResponseAsync(ResultText.RemoveFrom(messages), UntypedSettings.Apply(options), cancellationToken).ConfigureAwait(false);
        ResponseMetadata.AddTo(response);
        response.ConversationId = ConversationClient.HasTools(options) ? null : response.ConversationId;
        return response;
    }

    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (ChatResponseUpdate update in base.GetStreamingResponseAsync(ResultText.RemoveFrom(messages), UntypedSettings.Apply(options), cancellationToken).ConfigureAwait(false))
        {
            ResponseMetadata.AddTo(update);
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
