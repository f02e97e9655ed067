using System.Runtime.CompilerServices;

namespace LmStudio.AI;

/// <summary>A streamed completion, as its caller enumerates it.</summary>
internal static class CompletionStream
{
    private static readonly CompletionStreamFormat Format = new();

    public static async IAsyncEnumerable<LmStudioCompletion> ReadAsync(
        LmStudioTransport transport, LmStudioRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        EventStream<LmStudioCompletion> events = await transport.OpenStreamAsync(request, Format, cancellationToken).ConfigureAwait(false);
        await using (events.ConfigureAwait(false))
        {
            while (await events.MoveNextAsync().ConfigureAwait(false) && Format.GetKind(events.Current) != StreamItemKind.End)
            {
                yield return events.Current;
            }
        }
    }
}
