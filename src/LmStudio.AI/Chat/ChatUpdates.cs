using Microsoft.Extensions.AI;

namespace LmStudio.AI;

/// <summary>The updates of a streamed response. Each enumeration sends the request again.</summary>
/// <param name="createReader">Creates the reader that sends the request and reads its response.</param>
/// <param name="cancellationToken">Cancels all enumerations, in addition to the token of each enumeration.</param>
internal sealed class ChatUpdates(Func<CancellationToken, ChatUpdateReader> createReader, CancellationToken cancellationToken) : IAsyncEnumerable<ChatResponseUpdate>
{
    public IAsyncEnumerator<ChatResponseUpdate> GetAsyncEnumerator(CancellationToken enumerationToken = default)
    {
        if (!cancellationToken.CanBeCanceled || enumerationToken == cancellationToken)
        {
            return createReader(enumerationToken);
        }

        if (!enumerationToken.CanBeCanceled)
        {
            return createReader(cancellationToken);
        }

        CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, enumerationToken);
        ChatUpdateReader reader = createReader(either.Token);
        reader.Owned = either;
        return reader;
    }
}
