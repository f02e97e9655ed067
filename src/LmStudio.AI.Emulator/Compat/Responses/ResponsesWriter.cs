using System.Text.Json;
using System.Text.Json.Nodes;

namespace LmStudio.AI.Emulator;

/// <summary>Writes a response as events or as an object of <c>/v1/responses</c>.</summary>
internal sealed class ResponsesWriter : IAnswerWriter
{
    private readonly string _id;
    private readonly Answer _answer;
    private readonly JsonElement _request;
    private readonly IReadOnlyDictionary<string, string> _labels;
    private readonly Action _store;
    private readonly List<JsonObject> _output = [];
    private string _itemId = "";
    private string _arguments = "";
    private int _sequence;

    /// <param name="id">The response id.</param>
    /// <param name="answer">The response.</param>
    /// <param name="request">The request, many of whose values the response repeats.</param>
    /// <param name="labels">The request's labels of plugins, by plugin id.</param>
    /// <param name="store">
    /// Stores the turn. Called before the client is notified that the response is complete, so that the client can continue it immediately.
    /// </param>
    public ResponsesWriter(string id, Answer answer, JsonElement request, IReadOnlyDictionary<string, string> labels, Action store)
    {
        _id = id;
        _answer = answer;
        _request = request;
        _labels = labels;
        _store = store;
    }

    private string Status => _answer.Generation.WasCut ? "incomplete" : "completed";

    public IEnumerable<StreamFrame> Start() =>
    [
        Event("response.created", ("response", Response("in_progress", withUsage: false))),
        Event("response.in_progress", ("response", Response("in_progress", withUsage: false))),
        .. _answer.Context.Tools.Providers.SelectMany(ListTools),
    ];

    public IEnumerable<StreamFrame> Write(GenerationEvent happened) => happened switch
    {
        GenerationEvent.BlockStart block => StartBlock(block.Kind),
        GenerationEvent.Delta { Kind: BlockKind.Reasoning } delta =>
            [Delta("response.reasoning_text.delta", delta.Content, "")],
        GenerationEvent.Delta delta => [Delta("response.output_text.delta", delta.Content, "\"logprobs\":[],")],
        GenerationEvent.BlockEnd => EndBlock((OutputItem.Block)_answer.Context.Output[^1]),
        GenerationEvent.FunctionCall call => Write(call.Item),
        GenerationEvent.ToolCallStart call => StartCall(call),
        GenerationEvent.ToolCallArguments call => TellArguments(WireJson.Compact(call.Arguments)),
        GenerationEvent.ToolCallEnd { Item: OutputItem.ToolCall call } => EndCall("response.mcp_call.completed", ResponsesJson.McpCall(
            _itemId, "completed", Label(call.Provider), call.Tool, _arguments, ResponsesJson.Output(call.Output), error: null)),
        GenerationEvent.ToolCallEnd { Item: OutputItem.InvalidToolCall call } => EndCall("response.mcp_call.failed", ResponsesJson.McpCall(
            _itemId, "failed", Label(call.Provider), call.Tool, WireJson.Compact(call.Arguments ?? []), output: null, call.Reason)),
        _ => [],
    };

    public IEnumerable<StreamFrame> End()
    {
        _store();
        return [Event($"response.{Status}", ("response", Response(Status, withUsage: true)))];
    }

    public IEnumerable<StreamFrame> Fail(WireException failure)
    {
        failure = failure is EngineException engine ? engine.AsInternalError() : failure;
        JsonObject response = Response("failed", withUsage: false);
        response["error"] = new JsonObject
        {
            ["code"] = (string?)failure.Error["code"] ?? (string?)failure.Error["type"] ?? "server_error",
            ["message"] = failure.Message,
        };
        return [Event("response.failed", ("response", response))];
    }

    public JsonObject Reply() => Response(Status, withUsage: true);

    private IEnumerable<StreamFrame> ListTools(ToolProvider provider)
    {
        _itemId = NewId.Hexadecimal("mcpl_");
        string label = Label(provider);
        JsonObject listed = ResponsesJson.McpTools(_itemId, label, _answer.Context.Tools.Tools.Where(tool => tool.Provider == provider));
        StreamFrame[] frames =
        [
            AddItem(ResponsesJson.McpTools(_itemId, label, [])),
            ItemEvent("response.mcp_list_tools.in_progress"),
            ItemEvent("response.mcp_list_tools.completed"),
            FinishItem(listed),
        ];
        return frames;
    }

    private IEnumerable<StreamFrame> StartBlock(BlockKind kind)
    {
        _itemId = NewId.Alphanumeric(kind is BlockKind.Reasoning ? "rs_" : "msg_");
        yield return AddItem(kind is BlockKind.Reasoning ? ResponsesJson.Reasoning(_itemId, "in_progress") : ResponsesJson.Message(_itemId, "in_progress"));
        yield return ItemEvent("response.content_part.added", ("content_index", 0), ("part", ResponsesJson.Part(kind, "")));
    }

    private IEnumerable<StreamFrame> EndBlock(OutputItem.Block block)
    {
        string name = block.Kind is BlockKind.Reasoning ? "response.reasoning_text.done" : "response.output_text.done";
        JsonObject part = ResponsesJson.Part(block.Kind, block.Content);
        yield return block.Kind is BlockKind.Reasoning
            ? ItemEvent(name, ("content_index", 0), ("text", block.Content))
            : ItemEvent(name, ("content_index", 0), ("text", block.Content), ("logprobs", new JsonArray()));
        yield return ItemEvent("response.content_part.done", ("content_index", 0), ("part", part.DeepClone()));
        yield return FinishItem(block.Kind is BlockKind.Reasoning ? ResponsesJson.Reasoning(_itemId, "completed", part) : ResponsesJson.Message(_itemId, Status, part));
    }

    /// <remarks>For some models, only the complete arguments are sent, as captured.</remarks>
    private IEnumerable<StreamFrame> Write(OutputItem.FunctionCall call)
    {
        _itemId = NewId.Alphanumeric("fc_");
        yield return AddItem(ResponsesJson.FunctionCall(_itemId, "in_progress", call, ""));
        foreach (string piece in _answer.Turn?.ArgumentStreaming is EmulatorArgumentStreaming.WhenDone ? [] : _answer.Pieces(call.Arguments))
        {
            yield return ItemEvent("response.function_call_arguments.delta", ("delta", piece));
        }

        yield return ItemEvent("response.function_call_arguments.done", ("name", call.Name), ("arguments", call.Arguments));
        yield return FinishItem(ResponsesJson.FunctionCall(_itemId, "completed", call, call.Arguments));
    }

    private IEnumerable<StreamFrame> StartCall(GenerationEvent.ToolCallStart call)
    {
        _itemId = NewId.Hexadecimal("mcp_");
        _arguments = "";
        yield return AddItem(ResponsesJson.McpCall(_itemId, "in_progress", Label(call.Provider), call.Tool, "", output: null, error: null));
        yield return ItemEvent("response.mcp_call.in_progress");
    }

    private IEnumerable<StreamFrame> TellArguments(string arguments)
    {
        _arguments = arguments;
        yield return ItemEvent("response.mcp_call_arguments.delta", ("delta", arguments));
        yield return ItemEvent("response.mcp_call_arguments.done", ("arguments", arguments));
    }

    private IEnumerable<StreamFrame> EndCall(string name, JsonObject item)
    {
        yield return ItemEvent(name);
        yield return FinishItem(item);
    }

    private StreamFrame Delta(string type, string content, string more) => new(
        type,
        $$"""{"type":"{{type}}","item_id":"{{_itemId}}","output_index":{{_output.Count}},"content_index":0,"delta":{{WireJson.Text(content)}},{{more}}"sequence_number":{{_sequence++}}}""",
        IsNamed: true);

    private StreamFrame AddItem(JsonObject item) => Event("response.output_item.added", ("output_index", _output.Count), ("item", item));

    private StreamFrame FinishItem(JsonObject item)
    {
        StreamFrame frame = Event("response.output_item.done", ("output_index", _output.Count), ("item", item.DeepClone()));
        _output.Add(item);
        return frame;
    }

    private StreamFrame ItemEvent(string type, params ReadOnlySpan<(string Name, JsonNode? Value)> properties) =>
        Event(type, [("item_id", _itemId), ("output_index", _output.Count), .. properties]);

    private StreamFrame Event(string type, params ReadOnlySpan<(string Name, JsonNode? Value)> properties) =>
        StreamFrame.Typed(type, [.. properties, ("sequence_number", _sequence++)]);

    private JsonObject Response(string status, bool withUsage) => ResponsesJson.Response(_id, status, _answer, _request, _output, withUsage);

    private string Label(ToolProvider? provider) => provider is null ? "" : _labels.GetValueOrDefault(provider.Name, provider.Name);
}
