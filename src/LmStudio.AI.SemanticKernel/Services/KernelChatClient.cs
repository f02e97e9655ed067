using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace LmStudio.AI.SemanticKernel;

/// <summary>
/// Stands between Semantic Kernel and the connector: finds the settings that Semantic Kernel has no place for, and keeps of the answers
/// what it would drop.
/// </summary>
/// <param name="chatClient">The connector.</param>
/// <param name="owned">What to dispose of together with it, if anything.</param>
internal sealed class KernelChatClient(IChatClient chatClient, IDisposable? owned) : DelegatingChatClient(chatClient)
{
    public override async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        ChatResponse response = await base.GetResponseAsync(messages, UntypedSettings.Apply(options), cancellationToken).ConfigureAwait(false);
        AnswerMetadata.AddTo(response);
        return response;
    }

    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (ChatResponseUpdate update in base.GetStreamingResponseAsync(messages, UntypedSettings.Apply(options), cancellationToken).ConfigureAwait(false))
        {
            AnswerMetadata.AddTo(update);
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
