using System.Text.Json;

namespace LmStudio.AI;

/// <summary>Reads the events of one streamed response of <c>/v1/messages</c>.</summary>
internal sealed class MessagesStreamFormat : IStreamFormat<LmStudioChatEvent>
{
    public const string MessageStart = "message_start";
    public const string BlockStart = "content_block_start";
    public const string BlockDelta = "content_block_delta";
    public const string BlockStop = "content_block_stop";
    public const string MessageDelta = "message_delta";
    public const string MessageStop = "message_stop";
    public const string Error = "error";

    /// <summary>The type of a whole response, which servers that do not stream send as a single event.</summary>
    public const string Whole = "message";

    private readonly TextTemplate _template = new();

    public StreamItemKind GetKind(LmStudioChatEvent item) => item is LmStudioCompatibleChatEvent chatEvent ? GetKind(chatEvent) : StreamItemKind.Output;

    public ErrorBody GetError(LmStudioChatEvent item) => ErrorBodyReader.ReadEvent(((LmStudioCompatibleChatEvent)item).Data);

    /// <summary>Returns the stop reason, if the event has it.</summary>
    public static string? GetStopReason(JsonElement messageDelta) =>
        JsonMember.TryGetObject(messageDelta, "delta", out JsonElement delta) ? JsonMember.GetOptionalText(delta, "stop_reason") : null;

    public LmStudioChatEvent CreateEnd() => new LmStudioCompatibleChatEvent(MessageStop, Read("""{"type":"message_stop"}"""u8));

    public LmStudioChatEvent? Parse(string eventType, ReadOnlySpan<byte> data)
    {
        if (_template.TryRead(eventType, data) is { } piece)
        {
            return _template.IsReasoning ? new LmStudioReasoningDeltaEvent { Content = piece } : new LmStudioMessageDeltaEvent { Content = piece };
        }

        TextPositions places = default;
        if (TryParseText(eventType, data, ref places) is { } text)
        {
            _template.Learn(eventType, data, places, text is LmStudioReasoningDeltaEvent);
            return text;
        }

        // Not part of this format, but proxies add both: one to end streams, the other to keep connections alive.
        if (data.IsEmpty || data.SequenceEqual("[DONE]"u8))
        {
            return null;
        }

        JsonElement element = Read(data);
        return element.ValueKind == JsonValueKind.Object
            ? new LmStudioCompatibleChatEvent(GetType(element, eventType), element)
            : throw new JsonException($"The data of the event '{eventType}' is not a JSON object.");
    }

    /// <summary>
    /// Returns the type in the data, or else that of the <c>event:</c> line. An error in the format of the other endpoints has none in its data.
    /// </summary>
    private static string GetType(JsonElement element, string eventType) =>
        JsonMember.GetOptionalText(element, "type") ?? (ErrorBodyReader.Read(element) is null ? eventType : Error);

    private static StreamItemKind GetKind(LmStudioCompatibleChatEvent chatEvent) => chatEvent.Type switch
    {
        BlockDelta => StreamItemKind.Output,

        // A call may be complete, without a delta.
        BlockStart when JsonMember.TryGetObject(chatEvent.Data, "content_block", out JsonElement block) && MessagesResponseMapper.IsCall(block) => StreamItemKind.Output,
        MessageDelta when !string.IsNullOrWhiteSpace(GetStopReason(chatEvent.Data)) => StreamItemKind.Complete,
        MessageStop => StreamItemKind.End,
        Whole when MessagesResponseMapper.IsAnswer(chatEvent.Data) => StreamItemKind.CompleteEnd,
        Error => StreamItemKind.Error,
        _ => StreamItemKind.Other,
    };

    /// <summary>
    /// Reads <c>{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"…"}}</c> and its reasoning twin, which are all
    /// but a few of the events, in one pass. Returns <see langword="null"/> for any other event.
    /// </summary>
    private static LmStudioChatEvent? TryParseText(string eventType, ReadOnlySpan<byte> data, ref TextPositions places)
    {
        if (data.IsEmpty || data[0] != (byte)'{')
        {
            return null;
        }

        Utf8JsonReader reader = new(data);
        LmStudioChatEvent? delta = null;
        bool isBlockDelta = eventType == BlockDelta;
        reader.Read();

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("type"u8))
            {
                reader.Read();
                if (reader.TokenType != JsonTokenType.String || !reader.ValueTextEquals("content_block_delta"u8))
                {
                    return null;
                }

                isBlockDelta = true;
            }
            else if (reader.ValueTextEquals("delta"u8))
            {
                reader.Read();
                if (reader.TokenType != JsonTokenType.StartObject || (delta = ParseDelta(ref reader, ref places)) is null)
                {
                    return null;
                }
            }
            else
            {
                reader.Read();
                reader.Skip();
            }
        }

        // Throws if anything follows the object.
        reader.Read();
        return isBlockDelta ? delta : null;
    }

    private static LmStudioChatEvent? ParseDelta(ref Utf8JsonReader reader, ref TextPositions places)
    {
        string? content = null;
        bool isText = false;
        bool isThinking = false;

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("type"u8))
            {
                reader.Read();
                if (reader.TokenType != JsonTokenType.String)
                {
                    return null;
                }

                isText = reader.ValueTextEquals("text_delta"u8);
                isThinking = !isText && reader.ValueTextEquals("thinking_delta"u8);
                if (!isText && !isThinking)
                {
                    return null;
                }
            }
            else if (reader.ValueTextEquals("text"u8) || reader.ValueTextEquals("thinking"u8))
            {
                reader.Read();
                places.SetText(ref reader);
                content = reader.TokenType is JsonTokenType.String or JsonTokenType.Null
                    ? JsonText.Read(ref reader)
                    : throw new JsonException("The text of a delta is not a string.");
            }
            else
            {
                reader.Read();
                reader.Skip();
            }
        }

        return isText ? new LmStudioMessageDeltaEvent { Content = content } : isThinking ? new LmStudioReasoningDeltaEvent { Content = content } : null;
    }

    private static JsonElement Read(ReadOnlySpan<byte> data)
    {
        Utf8JsonReader reader = new(data);
        JsonElement element = JsonElement.ParseValue(ref reader);

        // As above.
        reader.Read();
        return element;
    }
}
