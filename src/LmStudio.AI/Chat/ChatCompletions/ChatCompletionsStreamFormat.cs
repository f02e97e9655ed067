using System.Text.Json;

namespace LmStudio.AI;

/// <summary>Reads the chunks of one stream of <c>/v1/chat/completions</c>.</summary>
internal sealed class ChatCompletionsStreamFormat : IStreamFormat<LmStudioChatEvent>
{
    public const string ErrorType = "error";
    public const string EndType = "[DONE]";

    private static readonly LmStudioCompatibleChatEvent End = CreateEndEvent();

    private readonly TextTemplate _template = new();

    /// <summary>Whether the chunk with the ids has been read. They are the same in all chunks.</summary>
    private bool _begun;

    public StreamItemKind GetKind(LmStudioChatEvent item) => item switch
    {
        LmStudioMessageDeltaEvent or LmStudioReasoningDeltaEvent => StreamItemKind.Output,
        ChatCompletionChunkEvent { Chunk: var chunk } => GetKind(chunk.GetChoice()),
        LmStudioCompatibleChatEvent { Type: ErrorType } => StreamItemKind.Error,
        LmStudioCompatibleChatEvent { Type: EndType } => StreamItemKind.End,
        _ => StreamItemKind.Other,
    };

    public ErrorBody GetError(LmStudioChatEvent item) => ErrorBodyReader.ReadEvent(((LmStudioCompatibleChatEvent)item).Data);

    public LmStudioChatEvent CreateEnd() => End;

    public LmStudioChatEvent? Parse(string eventType, ReadOnlySpan<byte> data)
    {
        if (_template.TryRead(eventType, data) is { } piece)
        {
            return _template.IsReasoning ? new LmStudioReasoningDeltaEvent { Content = piece } : new LmStudioMessageDeltaEvent { Content = piece };
        }

        // A proxy's keep-alive.
        if (data.IsEmpty)
        {
            return null;
        }

        if (data.SequenceEqual("[DONE]"u8))
        {
            return End;
        }

        TextPositions places = default;
        if (_begun && ChatCompletionDeltaReader.TryRead(data, ref places) is { } delta)
        {
            _template.Learn(eventType, data, places, delta is LmStudioReasoningDeltaEvent);
            return delta;
        }

        return ParseChunk(eventType, data);
    }

    private static StreamItemKind GetKind(ChatCompletionChoice? choice) =>
        !string.IsNullOrEmpty(choice?.FinishReason) ? StreamItemKind.Complete
        : choice?.Output is { } delta && (HasText(delta) || HasReasoning(delta) || HasCalls(delta)) ? StreamItemKind.Output
        : StreamItemKind.Other;

    private LmStudioChatEvent ParseChunk(string eventType, ReadOnlySpan<byte> data)
    {
        Utf8JsonReader reader = new(data);
        JsonElement json = JsonElement.ParseValue(ref reader);

        // Throws if anything follows.
        _ = reader.Read();

        if (eventType == ErrorType || ErrorBodyReader.Read(json) is not null)
        {
            return new LmStudioCompatibleChatEvent(ErrorType, json);
        }

        if (json.ValueKind != JsonValueKind.Object)
        {
            throw new JsonException($"The data of the event '{eventType}' is not a JSON object.");
        }

        if (!json.TryGetProperty("choices", out _))
        {
            return new LmStudioCompatibleChatEvent(eventType, json);
        }

        _begun = true;
        ChatCompletion chunk = ChatCompletion.Read(json);
        return new ChatCompletionChunkEvent(chunk, ToDelta(chunk) ?? new LmStudioCompatibleChatEvent(chunk.Object ?? eventType, json));
    }

    /// <summary>Returns the event for a chunk that contains only a piece of text or reasoning; otherwise, <see langword="null"/>.</summary>
    private static LmStudioChatEvent? ToDelta(ChatCompletion chunk)
    {
        if (chunk.Usage is not null || chunk.GetChoice() is not { Delta: { } delta, FinishReason: null or "" } || HasCalls(delta) || HasText(delta) == HasReasoning(delta))
        {
            return null;
        }

        return HasText(delta) ? new LmStudioMessageDeltaEvent { Content = delta.Content } : new LmStudioReasoningDeltaEvent { Content = delta.Reasoning };
    }

    private static bool HasText(ChatCompletionOutput delta) => !string.IsNullOrEmpty(delta.Content);

    private static bool HasReasoning(ChatCompletionOutput delta) => !string.IsNullOrEmpty(delta.Reasoning);

    private static bool HasCalls(ChatCompletionOutput delta) => delta.ToolCalls.Count > 0;

    private static LmStudioCompatibleChatEvent CreateEndEvent()
    {
        // It is no JSON on the wire; callers get it as a text.
        using JsonDocument document = JsonDocument.Parse("\"[DONE]\"");
        return new LmStudioCompatibleChatEvent(EndType, document.RootElement.Clone());
    }
}
