using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace LmStudio.AI;

/// <summary>Reads the events of one answer of <c>/api/v1/chat</c>.</summary>
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

        TextPlaces places = default;
        if (TryParseDelta(data, ref places) is { } delta)
        {
            _template.Learn(eventType, data, places, delta is LmStudioReasoningDeltaEvent);
            return delta;
        }

        // Not LM Studio's, but proxies add both: the one to end streams, the other to keep connections alive.
        if (data.IsEmpty || data.SequenceEqual("[DONE]"u8))
        {
            return null;
        }

        return ReadType(data, eventType) switch
        {
            LmStudioChatStartEvent.EventType => Read(data, AnswerJsonContext.Default.LmStudioChatStartEvent),
            LmStudioModelLoadStartEvent.EventType => Read(data, AnswerJsonContext.Default.LmStudioModelLoadStartEvent),
            LmStudioModelLoadProgressEvent.EventType => Read(data, AnswerJsonContext.Default.LmStudioModelLoadProgressEvent),
            LmStudioModelLoadEndEvent.EventType => Read(data, AnswerJsonContext.Default.LmStudioModelLoadEndEvent),
            LmStudioPromptProcessingStartEvent.EventType => Read(data, AnswerJsonContext.Default.LmStudioPromptProcessingStartEvent),
            LmStudioPromptProcessingProgressEvent.EventType => Read(data, AnswerJsonContext.Default.LmStudioPromptProcessingProgressEvent),
            LmStudioPromptProcessingEndEvent.EventType => Read(data, AnswerJsonContext.Default.LmStudioPromptProcessingEndEvent),
            LmStudioReasoningStartEvent.EventType => Read(data, AnswerJsonContext.Default.LmStudioReasoningStartEvent),
            LmStudioReasoningDeltaEvent.EventType => Read(data, AnswerJsonContext.Default.LmStudioReasoningDeltaEvent),
            LmStudioReasoningEndEvent.EventType => Read(data, AnswerJsonContext.Default.LmStudioReasoningEndEvent),
            LmStudioToolCallStartEvent.EventType => Read(data, AnswerJsonContext.Default.LmStudioToolCallStartEvent),
            LmStudioToolCallNameEvent.EventType => Read(data, AnswerJsonContext.Default.LmStudioToolCallNameEvent),
            LmStudioToolCallArgumentsEvent.EventType => Read(data, AnswerJsonContext.Default.LmStudioToolCallArgumentsEvent),

            // "tool_call.result" is what it was called before 0.4.0.
            LmStudioToolCallSuccessEvent.EventType or "tool_call.result" => Read(data, AnswerJsonContext.Default.LmStudioToolCallSuccessEvent),
            LmStudioToolCallFailureEvent.EventType => Read(data, AnswerJsonContext.Default.LmStudioToolCallFailureEvent),
            LmStudioMessageStartEvent.EventType => Read(data, AnswerJsonContext.Default.LmStudioMessageStartEvent),
            LmStudioMessageDeltaEvent.EventType => Read(data, AnswerJsonContext.Default.LmStudioMessageDeltaEvent),
            LmStudioMessageEndEvent.EventType => Read(data, AnswerJsonContext.Default.LmStudioMessageEndEvent),
            LmStudioChatEndEvent.EventType => ReadEnd(data),
            LmStudioChatErrorEvent.EventType => new LmStudioChatErrorEvent(ErrorBodyReader.ReadEvent(Read(data))),
            string type => ReadOther(type, data),
        };
    }

    /// <summary>Reads an event that is not LM Studio's own. Without a type, it may be an error, or a whole answer of a server that does not stream.</summary>
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
    private static LmStudioChatEvent? TryParseDelta(ReadOnlySpan<byte> data, ref TextPlaces places)
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

        // Nothing may follow the object; reading on makes the reader say so.
        reader.Read();
        return isMessage ? new LmStudioMessageDeltaEvent { Content = content } : new LmStudioReasoningDeltaEvent { Content = content };
    }

    /// <summary>Returns the type that the data names, else the one of the <c>event:</c> line.</summary>
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
