using System.Text.Json.Nodes;

namespace LmStudio.AI.Emulator;

/// <summary>Writes a response as chunks or as an object of <c>/v1/chat/completions</c>.</summary>
internal sealed class ChatCompletionsWriter(Answer answer, bool includeUsage) : IAnswerWriter
{
    private readonly string _id = NewId.Alphanumeric("chatcmpl-");
    private string? _head;
    private int _calls;
    private bool _hasRole;

    private string ReasoningField => answer.Context.Instance.Model.ReasoningField;

    public IEnumerable<StreamFrame> Start() => [];

    public IEnumerable<StreamFrame> Write(GenerationEvent happened) => happened switch
    {
        GenerationEvent.Delta { Kind: BlockKind.Reasoning } delta => [Delta(ReasoningField, delta.Content)],
        GenerationEvent.Delta delta => [Delta("content", delta.Content)],
        GenerationEvent.FunctionCall call => Write(call.Item, _calls++),
        _ => [],
    };

    public IEnumerable<StreamFrame> End()
    {
        yield return Chunk("finish_reason", [], FinishReason());
        if (includeUsage)
        {
            JsonObject chunk = Head("chat.completion.chunk");
            chunk["choices"] = new JsonArray();
            chunk["usage"] = CompatJson.Usage(answer);
            yield return new("usage", WireJson.Compact(chunk), IsNamed: false);
        }

        yield return new("[DONE]", "[DONE]", IsNamed: false);
    }

    public IEnumerable<StreamFrame> Fail(WireException failure) => [CompatJson.Error(failure)];

    /// <remarks>A message always has its field for reasoning and <c>tool_calls</c>, empty as they may be.</remarks>
    public JsonObject Reply()
    {
        JsonObject message = new()
        {
            ["role"] = "assistant",
            ["content"] = CompatJson.Text(answer, BlockKind.Message),
            [ReasoningField] = CompatJson.Text(answer, BlockKind.Reasoning),
            ["tool_calls"] = new JsonArray([.. answer.Context.Output.OfType<OutputItem.FunctionCall>().Select(static call => new JsonObject
            {
                ["type"] = "function",
                ["id"] = call.CallId,
                ["function"] = new JsonObject { ["name"] = call.Name, ["arguments"] = call.Arguments },
            })]),
        };

        JsonObject reply = Head("chat.completion");
        reply.Remove("system_fingerprint");
        reply["choices"] = new JsonArray(new JsonObject
        {
            ["index"] = 0,
            ["message"] = message,
            ["logprobs"] = null,
            ["finish_reason"] = FinishReason(),
        });
        reply["usage"] = CompatJson.Usage(answer);
        reply["stats"] = CompatJson.Stats(answer);
        reply["system_fingerprint"] = answer.ModelId;
        return reply;
    }

    /// <summary>Writes a call as captured: first its id and name, then its arguments with an empty id and name.</summary>
    /// <remarks>
    /// See <see href="https://github.com/lmstudio-ai/lmstudio-bug-tracker/issues/649"/> and
    /// <see href="https://github.com/lmstudio-ai/lmstudio-bug-tracker/issues/830"/>.
    /// </remarks>
    private IEnumerable<StreamFrame> Write(OutputItem.FunctionCall call, int index)
    {
        yield return Call(index, call.CallId, call.Name, "");
        foreach (string piece in answer.Pieces(call.Arguments))
        {
            yield return Call(index, "", "", piece);
        }
    }

    private StreamFrame Call(int index, string id, string name, string arguments) => Chunk("tool_calls", new()
    {
        ["tool_calls"] = new JsonArray(new JsonObject
        {
            ["index"] = index,
            ["id"] = id,
            ["type"] = "function",
            ["function"] = new JsonObject { ["name"] = name, ["arguments"] = arguments },
        }),
    });

    private StreamFrame Delta(string field, string content)
    {
        _head ??= WireJson.Compact(Head("chat.completion.chunk"))[..^1];
        string role = _hasRole ? "" : "\"role\":\"assistant\",";
        _hasRole = true;
        return new(
            field,
            $$$"""{{{_head}}},"choices":[{"index":0,"delta":{{{{role}}}"{{{field}}}":{{{WireJson.Text(content)}}}},"logprobs":null,"finish_reason":null}]}""",
            IsNamed: false);
    }

    private StreamFrame Chunk(string name, JsonObject delta, string? finishReason = null)
    {
        if (!_hasRole && finishReason is null)
        {
            delta.Insert(0, "role", "assistant");
            _hasRole = true;
        }

        JsonObject chunk = Head("chat.completion.chunk");
        chunk["choices"] = new JsonArray(new JsonObject { ["index"] = 0, ["delta"] = delta, ["logprobs"] = null, ["finish_reason"] = finishReason });
        return new(name, WireJson.Compact(chunk), IsNamed: false);
    }

    private JsonObject Head(string type) => new()
    {
        ["id"] = _id,
        ["object"] = type,
        ["created"] = answer.CreatedAt.ToUnixTimeSeconds(),
        ["model"] = answer.ModelId,
        ["system_fingerprint"] = answer.ModelId,
    };

    private string FinishReason() => answer.Generation.CalledFunction ? "tool_calls" : answer.Generation.LimitReached ? "length" : "stop";
}
