using System.Text.Json;

namespace LmStudio.AI;

/// <summary>Reads the events of one streamed response of <c>/v1/responses</c>.</summary>
internal sealed class ResponsesStreamFormat(StreamedItems items) : IStreamFormat<LmStudioChatEvent>
{
    private readonly TextTemplate _template = new();

    public StreamItemKind GetKind(LmStudioChatEvent item) => item switch
    {
        LmStudioMessageDeltaEvent or LmStudioReasoningDeltaEvent => StreamItemKind.Output,
        { Type: ResponsesEvent.ItemDoneType } => StreamItemKind.Output,
        { Type: ResponsesEvent.CompletedType or ResponsesEvent.IncompleteType } => StreamItemKind.CompleteEnd,
        { Type: ResponsesEvent.ErrorType } => StreamItemKind.Error,
        { Type: ResponsesEvent.FailedType } => StreamItemKind.ErrorEnd,
        _ => StreamItemKind.Other,
    };

    public ErrorBody GetError(LmStudioChatEvent item) => ((ResponsesEvent)item).Error!;

    public LmStudioChatEvent CreateEnd() => throw new NotSupportedException("Only an event that has the response ends its stream.");

    public LmStudioChatEvent? Parse(string eventType, ReadOnlySpan<byte> data)
    {
        if (_template.TryRead(eventType, data) is { } piece)
        {
            items.AddPiece(_template.Index);
            return _template.IsReasoning ? new LmStudioReasoningDeltaEvent { Content = piece } : new LmStudioMessageDeltaEvent { Content = piece };
        }

        return TryParseDelta(eventType, data) ?? ParseEvent(eventType, data);
    }

    private ResponsesEvent? ParseEvent(string eventType, ReadOnlySpan<byte> data)
    {
        // Not from LM Studio, but proxies add both: one to end streams, the other to keep connections alive.
        if (data.IsEmpty || data.SequenceEqual("[DONE]"u8))
        {
            return null;
        }

        Utf8JsonReader reader = new(data);
        JsonElement element = JsonElement.ParseValue(ref reader);
        if (element.ValueKind != JsonValueKind.Object)
        {
            throw new JsonException($"The data of the event '{eventType}' is not a JSON object.");
        }

        // Some errors have no type in the data, or no event line either. Servers that do not stream send a whole response.
        string? type = JsonMember.GetText(element, "type");
        if (type is null && JsonMember.GetItems(element, "output") is not null)
        {
            return ResponsesEvent.ReadWhole(element);
        }

        type ??= ErrorBodyReader.Read(element) is null ? eventType : ResponsesEvent.ErrorType;
        ResponsesEvent responsesEvent = ResponsesEvent.Read(type, element);
        if (type == ResponsesEvent.ItemAddedType)
        {
            items.Begin(responsesEvent.OutputIndex);
        }

        return responsesEvent;
    }

    /// <summary>
    /// Reads <c>{"type":"response.output_text.delta","delta":"…",…}</c> and its reasoning twins, which are all but a few of the events, in
    /// one pass. Returns <see langword="null"/> for any other event.
    /// </summary>
    private LmStudioChatEvent? TryParseDelta(string eventType, ReadOnlySpan<byte> data)
    {
        if (data.IsEmpty || data[0] != (byte)'{')
        {
            return null;
        }

        Utf8JsonReader reader = new(data);
        string? delta = null;
        int? index = null;
        DeltaKind? kind = null;
        TextPositions places = default;
        reader.Read();

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("type"u8))
            {
                reader.Read();
                kind = GetDeltaKind(ref reader);
                if (kind == DeltaKind.None)
                {
                    return null;
                }
            }
            else if (reader.ValueTextEquals("delta"u8))
            {
                reader.Read();
                if (reader.TokenType != JsonTokenType.String)
                {
                    return null;
                }

                places.SetText(ref reader);
                delta = JsonText.Read(ref reader);
            }
            else if (reader.ValueTextEquals("output_index"u8))
            {
                reader.Read();
                index = reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out int number) ? number : null;
            }
            else
            {
                bool isCount = reader.ValueTextEquals("sequence_number"u8);
                reader.Read();
                if (isCount)
                {
                    places.SetNumber(ref reader);
                }

                reader.Skip();
            }
        }

        kind ??= GetDeltaKind(eventType);
        if (kind == DeltaKind.None)
        {
            return null;
        }

        // Throws if anything follows the object.
        reader.Read();
        items.AddPiece(index);
        _template.Learn(eventType, data, places, kind == DeltaKind.Reasoning, index);
        return kind == DeltaKind.Message ? new LmStudioMessageDeltaEvent { Content = delta } : new LmStudioReasoningDeltaEvent { Content = delta };
    }

    private static DeltaKind GetDeltaKind(ref Utf8JsonReader reader) =>
        reader.TokenType != JsonTokenType.String ? DeltaKind.None
        : reader.ValueTextEquals("response.output_text.delta"u8) ? DeltaKind.Message
        : reader.ValueTextEquals("response.reasoning_text.delta"u8) || reader.ValueTextEquals("response.reasoning_summary_text.delta"u8) ? DeltaKind.Reasoning
        : DeltaKind.None;

    private static DeltaKind GetDeltaKind(string eventType) => eventType switch
    {
        "response.output_text.delta" => DeltaKind.Message,
        "response.reasoning_text.delta" or "response.reasoning_summary_text.delta" => DeltaKind.Reasoning,
        _ => DeltaKind.None,
    };

    private enum DeltaKind
    {
        None,
        Message,
        Reasoning,
    }
}
