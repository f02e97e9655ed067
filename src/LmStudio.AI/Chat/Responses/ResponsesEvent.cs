using System.Text.Json;

namespace LmStudio.AI;

/// <summary>An event other than a piece of text, with the values that the reducer needs.</summary>
internal sealed class ResponsesEvent : LmStudioChatEvent
{
    public const string ErrorType = "error";
    public const string ItemAddedType = "response.output_item.added";
    public const string ItemDoneType = "response.output_item.done";
    public const string ArgumentsDeltaType = "response.function_call_arguments.delta";
    public const string ArgumentsDoneType = "response.function_call_arguments.done";
    public const string CompletedType = "response.completed";
    public const string IncompleteType = "response.incomplete";
    public const string FailedType = "response.failed";

    private ResponsesEvent(LmStudioCompatibleChatEvent raw) => Raw = raw;

    public override string Type => Raw.Type;

    /// <summary>Gets the event as exposed to callers.</summary>
    public LmStudioCompatibleChatEvent Raw { get; }

    /// <summary>Gets the index of the event's item, if it has one.</summary>
    public int? OutputIndex { get; private init; }

    public ResponsesOutputItem? Item { get; private init; }

    /// <summary>Gets the response so far. The last event always has the complete one.</summary>
    public ResponsesReply? Response { get; private init; }

    /// <summary>Gets a piece of the arguments of a function call.</summary>
    public string? Delta { get; private init; }

    /// <summary>Gets the arguments of a function call.</summary>
    public string? Arguments { get; private init; }

    public ErrorBody? Error { get; private init; }

    /// <exception cref="JsonException">The event is the last one but has no response, or a text is not valid Unicode.</exception>
    public static ResponsesEvent Read(string type, JsonElement data)
    {
        JsonElement reply = JsonMember.GetObject(data, "response");
        ResponsesReply? response = type switch
        {
            CompletedType or IncompleteType when reply.ValueKind != JsonValueKind.Object => throw new JsonException($"The event '{type}' has no response."),
            CompletedType => ResponsesReply.Read(reply, ResponsesReply.CompletedStatus),
            IncompleteType => ResponsesReply.Read(reply, ResponsesReply.IncompleteStatus),
            FailedType => ResponsesReply.Read(reply, ResponsesReply.FailedStatus),
            _ => reply.ValueKind == JsonValueKind.Object ? ResponsesReply.Read(reply) : null,
        };

        return new(new LmStudioCompatibleChatEvent(type, data))
        {
            OutputIndex = (int?)JsonMember.GetCount(data, "output_index"),
            Item = JsonMember.GetObject(data, "item") is { ValueKind: JsonValueKind.Object } item ? ResponsesOutputItem.Read(item) : null,
            Response = response,
            Delta = JsonMember.GetText(data, "delta"),
            Arguments = JsonMember.GetTextOrJson(data, "arguments"),
            Error = type switch
            {
                ErrorType => ErrorBodyReader.ReadEvent(data),
                FailedType => response?.Error ?? ErrorBodyReader.ReadEvent(data),
                _ => null,
            },
        };
    }

    /// <summary>Reads a response that was sent instead of events, as the last event of a stream.</summary>
    /// <exception cref="JsonException">A text is not valid Unicode.</exception>
    public static ResponsesEvent ReadWhole(JsonElement answer)
    {
        ResponsesReply reply = ResponsesReply.Read(answer);
        string type = reply.Status == ResponsesReply.IncompleteStatus ? IncompleteType : reply.IsAnswer ? CompletedType : FailedType;
        return new(new LmStudioCompatibleChatEvent(type, answer)) { Response = reply, Error = type == FailedType ? reply.Error ?? new ErrorBody() : null };
    }
}
