namespace LmStudio.AI.Fuzz;

/// <summary><c>/api/v1/chat</c>: calls are those of MCP tools, with their results.</summary>
internal sealed class NativeWire : WireFormat
{
    private const string Provider = """ "provider_info":{"type":"plugin","plugin_id":"mcp/files"} """;

    public override LmStudioChatEndpoint Endpoint => LmStudioChatEndpoint.Native;

    public override string Whole(GeneratedAnswer answer) => $$"""
        {"model_instance_id":"m","output":[{{string.Join(',', answer.Parts.Select(Item))}}],
         "stats":{"input_tokens":{{answer.InputTokens}},"total_output_tokens":{{answer.OutputTokens}},"reasoning_output_tokens":0,"tokens_per_second":51.5,"time_to_first_token_seconds":0.25},
         "response_id":"resp_0123456789abcdef0123456789abcdef0123456789abcdef"}
        """;

    public override IEnumerable<WireEvent> Stream(GeneratedAnswer answer)
    {
        yield return Event("chat.start", "\"model_instance_id\":\"m\"");
        yield return Event("prompt_processing.start");
        yield return Event("prompt_processing.progress", "\"progress\":0.5");
        yield return Event("prompt_processing.end");
        foreach (AnswerPart part in answer.Parts)
        {
            foreach (WireEvent wireEvent in Events(part))
            {
                yield return wireEvent;
            }
        }

        yield return Event("chat.end", $"\"result\":{Whole(answer).ReplaceLineEndings("")}");
    }

    private static IEnumerable<WireEvent> Events(AnswerPart part) => part switch
    {
        ReasoningPart reasoning => [Event("reasoning.start"), .. reasoning.Pieces.Select(static piece => Event("reasoning.delta", $"\"content\":{Quote(piece)}")), Event("reasoning.end")],
        TextPart text => [Event("message.start"), .. text.Pieces.Select(static piece => Event("message.delta", $"\"content\":{Quote(piece)}")), Event("message.end")],
        CallPart call =>
        [
            Event("tool_call.start", $"\"tool\":{Quote(call.Name)},{Provider}"),
            Event("tool_call.arguments", $"\"tool\":{Quote(call.Name)},\"arguments\":{Arguments(call)},{Provider}"),
            Event("tool_call.success", $"\"tool\":{Quote(call.Name)},\"arguments\":{Arguments(call)},\"output\":{Output(call)},{Provider}"),
        ],
        _ => throw new NotSupportedException(),
    };

    private static string Item(AnswerPart part) => part switch
    {
        ReasoningPart reasoning => $$"""{"type":"reasoning","content":{{Quote(reasoning.Text)}}}""",
        TextPart text => $$"""{"type":"message","content":{{Quote(text.Text)}}}""",
        CallPart call => $$"""{"type":"tool_call","tool":{{Quote(call.Name)}},"arguments":{{Arguments(call)}},"output":{{Output(call)}},{{Provider}}}""",
        _ => throw new NotSupportedException(),
    };

    private static string Arguments(CallPart call) => call.Arguments.Length == 0 ? "{}" : call.Arguments;

    private static string Output(CallPart call) => Quote($$"""[{"type":"text","text":{{Quote(call.Id)}}}]""");

    private static WireEvent Event(string type, string members = "") => new(type, $$"""{"type":"{{type}}"{{(members.Length > 0 ? "," : "")}}{{members}}}""");
}
