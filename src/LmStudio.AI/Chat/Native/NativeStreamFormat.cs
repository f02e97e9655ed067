using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace LmStudio.AI;

/// <summary>Reads the events of one streamed response of <c>/api/v1/chat</c>.</summary>
/// <param name="completed">A callback for each complete response.</param>
internal sealed class NativeStreamFormat(Action<LmStudioChatResult> completed) : IStreamFormat<LmStudioChatEvent>
{
    private readonly TextTemplate _template = new();

    public StreamItemKind GetKind(LmStudioChatEvent item) => item switch
    {
        LmStudioMessageDeltaEvent or LmStudioReasoningDeltaEvent or LmStudioToolCallArgumentsEvent or LmStudioToolCallSuccessEvent or LmStudioToolCallFailureEvent => StreamItemKind.Output,
        LmStudioChatErrorEvent => StreamItemKind.Error,
        LmStudioChatEndEvent => StreamItemKind.CompleteEnd,
        _ => StreamItemKind.Other,
    };

    public ErrorBody GetError(LmStudioChatEvent item) => ((LmStudioChatErrorEvent)item).Error;

    public LmStudioChatEvent CreateEnd() => throw new NotSupportedException("Only chat.end ends a native stream.");

    public LmStudioChatEvent? Parse(string eventType, ReadOnlySpan<byte> data)
    {
        if (_template.TryRead(eventType, data) is { } piece)
        {
            return _template.IsReasoning ? new LmStudioReasoningDeltaEvent { Content = piece } : new LmStudioMessageDeltaEvent { Content = piece };
        }

        TextPositions places = default;
        if (TryParseDelta(data, ref places) is { } delta)
        {
            _template.Learn(eventType, data, places, delta is LmStudioReasoningDeltaEvent);
            return delta;
        }

        // Not from LM Studio, but proxies add both: one to end streams, the other to keep connections alive.
        if (data.IsEmpty || data.SequenceEqual("[DONE]"u8))
        {
            return null;
        }

        return ReadType(data, eventType) switch
        {
            LmStudioChatStartEvent.EventType => Read(data, ResponseJsonContext.Default.LmStudioChatStartEvent),
            LmStudioModelLoadStartEvent.EventType => Read(data, ResponseJsonContext.Default.LmStudioModelLoadStartEvent),
            LmStudioModelLoadProgressEvent.EventType => Read(data, ResponseJsonContext.Default.LmStudioModelLoadProgressEvent),
            LmStudioModelLoadEndEvent.EventType => Read(data, ResponseJsonContext.Default.LmStudioModelLoadEndEvent),
            LmStudioPromptProcessingStartEvent.EventType => Read(data, ResponseJsonContext.Default.LmStudioPromptProcessingStartEvent),
            LmStudioPromptProcessingProgressEvent.EventType => Read(data, ResponseJsonContext.Default.LmStudioPromptProcessingProgressEvent),
            LmStudioPromptProcessingEndEvent.EventType => Read(data, ResponseJsonContext.Default.LmStudioPromptProcessingEndEvent),
            LmStudioReasoningStartEvent.EventType => Read(data, ResponseJsonContext.Default.LmStudioReasoningStartEvent),
            LmStudioReasoningDeltaEvent.EventType => Read(data, ResponseJsonContext.Default.LmStudioReasoningDeltaEvent),
            LmStudioReasoningEndEvent.EventType => Read(data, ResponseJsonContext.Default.LmStudioReasoningEndEvent),
            LmStudioToolCallStartEvent.EventType => Read(data, ResponseJsonContext.Default.LmStudioToolCallStartEvent),
            LmStudioToolCallNameEvent.EventType => Read(data, ResponseJsonContext.Default.LmStudioToolCallNameEvent),
            LmStudioToolCallArgumentsEvent.EventType => Read(data, ResponseJsonContext.Default.LmStudioToolCallArgumentsEvent),

            // Before 0.4.0, it was called "tool_call.result".
            LmStudioToolCallSuccessEvent.EventType or "tool_call.result" => Read(data, ResponseJsonContext.Default.LmStudioToolCallSuccessEvent),
            LmStudioToolCallFailureEvent.EventType => Read(data, ResponseJsonContext.Default.LmStudioToolCallFailureEvent),
            LmStudioMessageStartEvent.EventType => Read(data, ResponseJsonContext.Default.LmStudioMessageStartEvent),
            LmStudioMessageDeltaEvent.EventType => Read(data, ResponseJsonContext.Default.LmStudioMessageDeltaEvent),
            LmStudioMessageEndEvent.EventType => Read(data, ResponseJsonContext.Default.LmStudioMessageEndEvent),
            LmStudioChatEndEvent.EventType => ReadEnd(data),
            LmStudioChatErrorEvent.EventType => new LmStudioChatErrorEvent(ErrorBodyReader.ReadEvent(Read(data))),
            string type => ReadOther(type, data),
        };
    }

    /// <summary>Reads an event with an unknown or no type. Without a type, it may be an error, or a whole response of a server that does not stream.</summary>
    private LmStudioChatEvent ReadOther(string type, ReadOnlySpan<byte> data)
    {
        JsonElement element = Read(data);
        if (!element.TryGetProperty("type", out _))
        {
            if (ErrorBodyReader.Read(element) is { } error)
            {
                return new LmStudioChatErrorEvent(error);
            }

            if (JsonMember.GetItems(element, "output") is not null)
            {
                LmStudioChatResult result = ChatResultReader.Read(data);
                completed(result);
                return new LmStudioChatEndEvent { Result = result };
            }
        }

        return new LmStudioUnknownChatEvent(type, element);
    }

    /// <summary>
    /// Reads <c>{"type":"message.delta","content":"…"}</c> and its reasoning twin, which are all but a few of the events, in one pass.
    /// Returns <see langword="null"/> for any other event.
    /// </summary>
    private static LmStudioChatEvent? TryParseDelta(ReadOnlySpan<byte> data, ref TextPositions places)
    {
        if (data.IsEmpty || data[0] != (byte)'{')
        {
            return null;
        }

        Utf8JsonReader reader = new(data);
        string? content = null;
        bool isMessage = false;
        bool isReasoning = false;
        reader.Read();

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("type"u8))
            {
                reader.Read();
                if (reader.TokenType != JsonTokenType.String)
                {
                    return null;
                }

                isMessage = reader.ValueTextEquals("message.delta"u8);
                isReasoning = !isMessage && reader.ValueTextEquals("reasoning.delta"u8);
                if (!isMessage && !isReasoning)
                {
                    return null;
                }
            }
            else if (reader.ValueTextEquals("content"u8))
            {
                reader.Read();
                if (reader.TokenType != JsonTokenType.String)
                {
                    return null;
                }

                places.SetText(ref reader);
                content = JsonText.Read(ref reader);
            }
            else
            {
                reader.Read();
                reader.Skip();
            }
        }

        if (!isMessage && !isReasoning)
        {
            return null;
        }

        // Throws if anything follows the object.
        reader.Read();
        return isMessage ? new LmStudioMessageDeltaEvent { Content = content } : new LmStudioReasoningDeltaEvent { Content = content };
    }

    /// <summary>Returns the type in the data, or else that of the <c>event:</c> line.</summary>
    private static string ReadType(ReadOnlySpan<byte> data, string eventType)
    {
        Utf8JsonReader reader = new(data);
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException($"The data of the event '{eventType}' is not a JSON object.");
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            bool isType = reader.ValueTextEquals("type"u8);
            reader.Read();
            if (isType && reader.TokenType == JsonTokenType.String)
            {
                return JsonText.Read(ref reader)!;
            }

            reader.Skip();
        }

        return eventType;
    }

    private LmStudioChatEndEvent ReadEnd(ReadOnlySpan<byte> data)
    {
        LmStudioChatResult result = ChatResultReader.ReadEnd(data);
        completed(result);
        return new LmStudioChatEndEvent { Result = result };
    }

    private static JsonElement Read(ReadOnlySpan<byte> data)
    {
        Utf8JsonReader reader = new(data);
        return JsonElement.ParseValue(ref reader);
    }

    private static T Read<T>(ReadOnlySpan<byte> data, JsonTypeInfo<T> type)
        where T : LmStudioChatEvent =>
        JsonSerializer.Deserialize(data, type) ?? throw new JsonException("The data of an event is null.");
}
