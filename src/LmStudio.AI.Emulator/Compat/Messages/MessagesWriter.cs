using System.Text.Json;
using System.Text.Json.Nodes;

namespace LmStudio.AI.Emulator;

/// <summary>Writes a response as events or as an object of <c>/v1/messages</c>.</summary>
internal sealed class MessagesWriter(Answer answer) : IAnswerWriter
{
    private readonly string _id = NewId.Alphanumeric("msg_");
    private int _index;

    /// <remarks>Captured responses of gpt-oss have no thinking blocks, streamed or not, although reasoning tokens are counted.</remarks>
    private bool TellsThinking => answer.Context.Instance.Model.ReasoningField is not "reasoning";

    public IEnumerable<StreamFrame> Start() =>
        [StreamFrame.Typed("message_start", ("message", Message([], stopReason: null, stopSequence: null, outputTokens: 0)))];

    public IEnumerable<StreamFrame> Write(GenerationEvent happened) => happened switch
    {
        GenerationEvent.BlockStart { Kind: BlockKind.Reasoning } or GenerationEvent.Delta { Kind: BlockKind.Reasoning }
            or GenerationEvent.BlockEnd { Kind: BlockKind.Reasoning } when !TellsThinking => [],
        GenerationEvent.BlockStart block => [StartBlock(Block(block.Kind, ""))],
        GenerationEvent.Delta { Kind: BlockKind.Reasoning } delta => [Delta("thinking_delta", "thinking", delta.Content)],
        GenerationEvent.Delta delta => [Delta("text_delta", "text", delta.Content)],

        // The last delta of a text is empty; so it was captured.
        GenerationEvent.BlockEnd { Kind: BlockKind.Message } => [Delta("text_delta", "text", ""), StopBlock()],
        GenerationEvent.BlockEnd => [StopBlock()],
        GenerationEvent.FunctionCall call => Write(call.Item),
        _ => [],
    };

    public IEnumerable<StreamFrame> End() =>
    [
        StreamFrame.Typed(
            "message_delta",
            ("delta", new JsonObject { ["stop_reason"] = StopReason(), ["stop_sequence"] = answer.Generation.StopSequence }),
            ("usage", Usage(answer.OutputTokens))),
        StreamFrame.Typed("message_stop"),
    ];

    public IEnumerable<StreamFrame> Fail(WireException failure) => [new("error", WireJson.Compact(MessagesErrors.Body(failure)), IsNamed: true)];

    public JsonObject Reply() => Message(
        [.. answer.Context.Output.Where(item => TellsThinking || item is not OutputItem.Block { Kind: BlockKind.Reasoning }).Select(static item => item switch
        {
            OutputItem.Block block => Block(block.Kind, block.Content),
            OutputItem.FunctionCall call => ToolUse(call, ReadArguments(call.Arguments)),
            _ => throw new NotSupportedException(),
        })],
        StopReason(),
        answer.Generation.StopSequence,
        answer.OutputTokens);

    private IEnumerable<StreamFrame> Write(OutputItem.FunctionCall call)
    {
        yield return StartBlock(ToolUse(call, []));
        foreach (string piece in answer.Pieces(call.Arguments))
        {
            yield return Delta("input_json_delta", "partial_json", piece);
        }

        yield return StopBlock();
    }

    private StreamFrame StartBlock(JsonObject block) => StreamFrame.Typed("content_block_start", ("index", _index), ("content_block", block));

    private StreamFrame Delta(string type, string field, string content) => new(
        "content_block_delta",
        $$$"""{"type":"content_block_delta","index":{{{_index}}},"delta":{"type":"{{{type}}}","{{{field}}}":{{{WireJson.Text(content)}}}}}""",
        IsNamed: true);

    private StreamFrame StopBlock() => StreamFrame.Typed("content_block_stop", ("index", _index++));

    private JsonObject Message(JsonArray content, string? stopReason, string? stopSequence, int outputTokens) => new()
    {
        ["id"] = _id,
        ["type"] = "message",
        ["role"] = "assistant",
        ["content"] = content,
        ["model"] = answer.ModelId,
        ["stop_reason"] = stopReason,
        ["stop_sequence"] = stopSequence,
        ["usage"] = Usage(outputTokens),
    };

    private JsonObject Usage(int outputTokens) => new()
    {
        ["input_tokens"] = answer.InputTokens,
        ["output_tokens"] = outputTokens,
        ["cache_read_input_tokens"] = 0,
    };

    private string StopReason() => answer.Generation switch
    {
        { CalledFunction: true } => "tool_use",
        { StopSequence: not null } => "stop_sequence",
        { LimitReached: true } => "max_tokens",
        _ => "end_turn",
    };

    private static JsonObject Block(BlockKind kind, string content) => kind is BlockKind.Reasoning
        ? new() { ["type"] = "thinking", ["thinking"] = content, ["signature"] = "" }
        : new() { ["type"] = "text", ["text"] = content };

    private static JsonObject ToolUse(OutputItem.FunctionCall call, JsonObject input) =>
        new() { ["type"] = "tool_use", ["id"] = call.CallId, ["name"] = call.Name, ["input"] = input };

    /// <summary>Truncated arguments cannot be an object. Only a stream can contain them.</summary>
    private static JsonObject ReadArguments(string arguments)
    {
        try
        {
            return JsonNode.Parse(arguments) as JsonObject ?? [];
        }
        catch (JsonException)
        {
            return [];
        }
    }
}
