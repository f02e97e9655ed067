namespace LmStudio.AI.Fuzz;

/// <summary><c>/v1/responses</c>.</summary>
internal sealed class ResponsesWire : WireFormat
{
    public override LmStudioChatEndpoint Endpoint => LmStudioChatEndpoint.Responses;

    public override string Whole(GeneratedAnswer answer) => Reply(answer, "completed", string.Join(',', answer.Parts.Select(Item)));

    public override IEnumerable<WireEvent> Stream(GeneratedAnswer answer)
    {
        int sequence = 0;
        yield return Event("response.created", $"\"response\":{Reply(answer, "in_progress", "")}");
        yield return Event("response.in_progress", $"\"response\":{Reply(answer, "in_progress", "")}");
        for (int index = 0; index < answer.Parts.Count; index++)
        {
            AnswerPart part = answer.Parts[index];
            string id = ItemId(index);
            yield return Event("response.output_item.added", $"\"output_index\":{index},\"item\":{Started(part, index)}");
            foreach ((string type, string members) in Pieces(part))
            {
                yield return Event(type, $"\"item_id\":\"{id}\",\"output_index\":{index},\"content_index\":0,{members}");
            }

            yield return Event("response.output_item.done", $"\"output_index\":{index},\"item\":{Item(part, index)}");
        }

        yield return Event("response.completed", $"\"response\":{Whole(answer)}");

        WireEvent Event(string type, string members) => new(type, $$"""{"type":"{{type}}","sequence_number":{{sequence++}},{{members.ReplaceLineEndings("")}}}""");
    }

    private static IEnumerable<(string Type, string Members)> Pieces(AnswerPart part) => part switch
    {
        ReasoningPart reasoning => reasoning.Pieces.Select(static piece => ("response.reasoning_text.delta", $"\"delta\":{Quote(piece)}"))
            .Append(("response.reasoning_text.done", $"\"text\":{Quote(reasoning.Text)}")),
        TextPart text => text.Pieces.Select(static piece => ("response.output_text.delta", $"\"delta\":{Quote(piece)}"))
            .Append(("response.output_text.done", $"\"text\":{Quote(text.Text)}")),
        CallPart call => call.ArgumentPieces.Select(static piece => ("response.function_call_arguments.delta", $"\"delta\":{Quote(piece)}"))
            .Append(("response.function_call_arguments.done", $"\"arguments\":{Quote(call.Arguments)}")),
        _ => throw new NotSupportedException(),
    };

    private static string Started(AnswerPart part, int index) => part switch
    {
        ReasoningPart => $$"""{"id":"{{ItemId(index)}}","type":"reasoning","summary":[],"content":[],"status":"in_progress"}""",
        TextPart => $$"""{"id":"{{ItemId(index)}}","type":"message","role":"assistant","status":"in_progress","content":[]}""",
        CallPart call => $$"""{"id":"{{ItemId(index)}}","type":"function_call","call_id":"{{call.Id}}","name":{{Quote(call.Name)}},"arguments":"","status":"in_progress"}""",
        _ => throw new NotSupportedException(),
    };

    private static string Item(AnswerPart part, int index) => part switch
    {
        ReasoningPart reasoning => $$"""{"id":"{{ItemId(index)}}","type":"reasoning","summary":[],"content":[{"type":"reasoning_text","text":{{Quote(reasoning.Text)}}}],"status":"completed"}""",
        TextPart text => $$"""{"id":"{{ItemId(index)}}","type":"message","role":"assistant","status":"completed","content":[{"type":"output_text","text":{{Quote(text.Text)}},"annotations":[],"logprobs":[]}]}""",
        CallPart call => $$"""{"id":"{{ItemId(index)}}","type":"function_call","call_id":"{{call.Id}}","name":{{Quote(call.Name)}},"arguments":{{Quote(call.Arguments)}},"status":"completed"}""",
        _ => throw new NotSupportedException(),
    };

    private static string ItemId(int index) => $"item_{index}";

    private static string Reply(GeneratedAnswer answer, string status, string output) => $$"""
        {"id":"resp_0123456789abcdef0123456789abcdef0123456789abcdef","object":"response","created_at":1700000000,"status":"{{status}}","model":"m","output":[{{output}}],
         "usage":{"input_tokens":{{answer.InputTokens}},"output_tokens":{{answer.OutputTokens}},"total_tokens":{{answer.InputTokens + answer.OutputTokens}},
         "input_tokens_details":{"cached_tokens":0},"output_tokens_details":{"reasoning_tokens":0} },"error":null,"incomplete_details":null,"top_p":false,"truncation":"auto"}
        """;
}
