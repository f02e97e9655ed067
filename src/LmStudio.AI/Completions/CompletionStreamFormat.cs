using System.Text.Json;

namespace LmStudio.AI;

/// <summary>Reads the events of a streamed <c>/v1/completions</c>.</summary>
internal sealed class CompletionStreamFormat : IStreamFormat<LmStudioCompletion>
{
    /// <summary>Stands for <c>[DONE]</c>, and for an end of the connection that is as good.</summary>
    private static readonly LmStudioCompletion Done = new();

    // No chunk is treated as output, so that an error after chunks throws too: a chunk cannot contain an error.
    public StreamItemKind GetKind(LmStudioCompletion item) =>
        ReferenceEquals(item, Done) ? StreamItemKind.End
        : item.Error is not null ? StreamItemKind.Error
        : item.Choices.Count > 0 && item.Choices[0].FinishReason is not null ? StreamItemKind.Complete
        : StreamItemKind.Other;

    public ErrorBody GetError(LmStudioCompletion item) => item.Error!;

    public LmStudioCompletion CreateEnd() => Done;

    public LmStudioCompletion? Parse(string eventType, ReadOnlySpan<byte> data)
    {
        if (data.IsEmpty)
        {
            return null;
        }

        if (data.SequenceEqual("[DONE]"u8))
        {
            return Done;
        }

        return eventType == "error"
            ? new LmStudioCompletion { Error = ErrorBodyReader.ReadEvent(Read(data)) }
            : JsonSerializer.Deserialize(data, ResponseJsonContext.Default.LmStudioCompletion) is { } piece && (piece.Choices.Count > 0 || piece.Usage is not null)
                ? piece
                : TryReadError(data);
    }

    /// <summary>Reads an error that no line <c>event: error</c> announces.</summary>
    private static LmStudioCompletion? TryReadError(ReadOnlySpan<byte> data) =>
        ErrorBodyReader.Read(Read(data)) is { } error ? new LmStudioCompletion { Error = error } : null;

    private static JsonElement Read(ReadOnlySpan<byte> data)
    {
        Utf8JsonReader reader = new(data);
        return JsonElement.ParseValue(ref reader);
    }
}
