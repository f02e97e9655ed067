namespace LmStudio.AI.Fuzz;

/// <summary><c>/v1/messages</c>.</summary>
internal sealed class MessagesWire : WireFormat
{
    public override LmStudioChatEndpoint Endpoint => LmStudioChatEndpoint.Messages;

    public override string Whole(GeneratedAnswer answer) => $$"""
        {"id":"msg_1","type":"message","role":"assistant","content":[{{string.Join(',', answer.Parts.Select(Block))}}],"model":"m",
         "stop_reason":"{{StopReason(answer)}}","stop_sequence":null,"usage":{"input_tokens":{{answer.InputTokens}},"output_tokens":{{answer.OutputTokens}} } }
        """;

    public override IEnumerable<WireEvent> Stream(GeneratedAnswer answer)
    {
        yield return Event("message_start", $$"""
            "message":{"id":"msg_1","type":"message","role":"assistant","content":[],"model":"m","stop_reason":null,"stop_sequence":null,"usage":{"input_tokens":{{answer.InputTokens}},"output_tokens":0} }
            """);
        for (int index = 0; index < answer.Parts.Count; index++)
        {
            AnswerPart part = answer.Parts[index];
            yield return Event("content_block_start", $"\"index\":{index},\"content_block\":{Started(part)}");
            foreach (string delta in Deltas(part))
            {
                yield return Event("content_block_delta", $"\"index\":{index},\"delta\":{delta}");
            }

            yield return Event("content_block_stop", $"\"index\":{index}");
        }

        yield return Event("message_delta", $$$"""
            "delta":{"stop_reason":"{{{StopReason(answer)}}}","stop_sequence":null},"usage":{"output_tokens":{{{answer.OutputTokens}}}}
            """);
        yield return Event("message_stop", "");
    }

    private static IEnumerable<string> Deltas(AnswerPart part) => part switch
    {
        ReasoningPart reasoning => reasoning.Pieces.Select(static piece => $$"""{"type":"thinking_delta","thinking":{{Quote(piece)}}}"""),
        TextPart text => text.Pieces.Select(static piece => $$"""{"type":"text_delta","text":{{Quote(piece)}}}"""),
        CallPart call => call.ArgumentPieces.Select(static piece => $$"""{"type":"input_json_delta","partial_json":{{Quote(piece)}}}"""),
        _ => throw new NotSupportedException(),
    };

    private static string Started(AnswerPart part) => part switch
    {
        ReasoningPart => """{"type":"thinking","thinking":"","signature":""}""",
        TextPart => """{"type":"text","text":""}""",
        CallPart call => $$$"""{"type":"tool_use","id":"{{{call.Id}}}","name":{{{Quote(call.Name)}}},"input":{}}""",
        _ => throw new NotSupportedException(),
    };

    private static string Block(AnswerPart part) => part switch
    {
        ReasoningPart reasoning => $$"""{"type":"thinking","thinking":{{Quote(reasoning.Text)}},"signature":""}""",
        TextPart text => $$"""{"type":"text","text":{{Quote(text.Text)}}}""",
        CallPart call => $$"""{"type":"tool_use","id":"{{call.Id}}","name":{{Quote(call.Name)}},"input":{{(call.Arguments.Length == 0 ? "{}" : call.Arguments)}}}""",
        _ => throw new NotSupportedException(),
    };

    private static string StopReason(GeneratedAnswer answer) => answer.HasCalls ? "tool_use" : "end_turn";

    private static WireEvent Event(string type, string members) => new(type, $$"""{"type":"{{type}}"{{(members.Length > 0 ? "," : "")}}{{members}}}""");
}
