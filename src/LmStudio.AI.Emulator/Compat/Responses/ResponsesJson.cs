using System.Text.Json;
using System.Text.Json.Nodes;

namespace LmStudio.AI.Emulator;

/// <summary>The items and the response object of <c>/v1/responses</c>.</summary>
internal static class ResponsesJson
{
    public static JsonObject Message(string id, string status, params JsonNode[] content) => new()
    {
        ["id"] = id,
        ["type"] = "message",
        ["status"] = status,
        ["content"] = new JsonArray(content),
        ["role"] = "assistant",
    };

    public static JsonObject Reasoning(string id, string status, params JsonNode[] content) => new()
    {
        ["id"] = id,
        ["type"] = "reasoning",
        ["status"] = status,
        ["summary"] = new JsonArray(),
        ["content"] = new JsonArray(content),
    };

    public static JsonObject Part(BlockKind kind, string text) => kind is BlockKind.Reasoning
        ? new() { ["type"] = "reasoning_text", ["text"] = text }
        : new() { ["type"] = "output_text", ["text"] = text, ["annotations"] = new JsonArray(), ["logprobs"] = new JsonArray() };

    public static JsonObject FunctionCall(string id, string status, OutputItem.FunctionCall call, string arguments) => new()
    {
        ["id"] = id,
        ["call_id"] = call.CallId,
        ["type"] = "function_call",
        ["name"] = call.Name,
        ["arguments"] = arguments,
        ["status"] = status,
    };

    public static JsonObject McpCall(string id, string status, string label, string tool, string arguments, string? output, string? error) => new()
    {
        ["id"] = id,
        ["type"] = "mcp_call",
        ["server_label"] = label,
        ["name"] = tool,
        ["arguments"] = arguments,
        ["output"] = output,
        ["error"] = error,
        ["status"] = status,
    };

    public static JsonObject McpTools(string id, string label, IEnumerable<McpTool> tools) => new()
    {
        ["id"] = id,
        ["type"] = "mcp_list_tools",
        ["server_label"] = label,
        ["tools"] = new JsonArray([.. tools.Select(static tool => new JsonObject
        {
            ["name"] = tool.Tool.Name,
            ["description"] = tool.Tool.Description,
            ["input_schema"] = JsonNode.Parse(tool.Tool.JsonSchema.GetRawText()),
        })]),
    };

    /// <remarks>
    /// Captures show the fields and their order, that <c>top_p</c> is false if it was not requested (on 0.4.25; 0.8 on 0.4.24), and that the penalty is the
    /// repetition penalty. Input tokens exclude previous turns, which count as cached, although <c>cached_tokens</c> does not include them.
    /// </remarks>
    public static JsonObject Response(string id, string status, Answer answer, JsonElement request, IEnumerable<JsonNode> output, bool withUsage) => new()
    {
        ["id"] = id,
        ["object"] = "response",
        ["created_at"] = answer.CreatedAt.ToUnixTimeSeconds(),
        ["completed_at"] = withUsage ? answer.CreatedAt.ToUnixTimeSeconds() : null,
        ["status"] = status,
        ["incomplete_details"] = status is "incomplete" ? new JsonObject { ["reason"] = "max_output_tokens" } : null,
        ["model"] = answer.ModelId,
        ["previous_response_id"] = request.Text("previous_response_id"),
        ["instructions"] = request.Text("instructions"),
        ["output"] = new JsonArray([.. output.Select(static item => item.DeepClone())]),
        ["error"] = null,
        ["tools"] = Echo(request, "tools") ?? new JsonArray(),
        ["tool_choice"] = request.Text("tool_choice") ?? "auto",
        ["truncation"] = "auto",
        ["parallel_tool_calls"] = answer.Context.Request.ParallelCalls,
        ["text"] = Echo(request, "text") ?? new JsonObject { ["format"] = new JsonObject { ["type"] = "text" } },
        ["top_p"] = request.Number("top_p") is { } topP ? topP : false,
        ["presence_penalty"] = request.Number("presence_penalty") ?? 0,
        ["frequency_penalty"] = request.Number("frequency_penalty") ?? 1.1,
        ["top_logprobs"] = 0,
        ["temperature"] = request.Number("temperature") ?? 0.8,
        ["reasoning"] = new JsonObject { ["summary"] = null, ["effort"] = request.Object("reasoning")?.Text("effort") },
        ["usage"] = withUsage ? Usage(answer) : null,
        ["max_output_tokens"] = request.Integer("max_output_tokens"),
        ["max_tool_calls"] = null,
        ["store"] = answer.Context.Request.Store,
        ["background"] = false,
        ["service_tier"] = "default",
        ["metadata"] = Echo(request, "metadata") ?? new JsonObject(),
        ["safety_identifier"] = null,
        ["prompt_cache_key"] = null,
    };

    /// <summary>Returns the text of the content parts returned by a tool. Other content stays JSON.</summary>
    public static string Output(string contentParts)
    {
        JsonArray parts = JsonNode.Parse(contentParts)!.AsArray();
        return parts.All(static part => part is JsonObject && part["text"]?.GetValueKind() is JsonValueKind.String)
            ? string.Join('\n', parts.Select(static part => (string)part!["text"]!))
            : contentParts;
    }

    private static JsonObject Usage(Answer answer)
    {
        int input = answer.Turn?.Stats?.InputTokens ?? answer.NewInputTokens;
        return new()
        {
            ["input_tokens"] = input,
            ["output_tokens"] = answer.OutputTokens,
            ["total_tokens"] = input + answer.OutputTokens,
            ["input_tokens_details"] = new JsonObject { ["cached_tokens"] = 0 },
            ["output_tokens_details"] = new JsonObject { ["reasoning_tokens"] = answer.ReasoningTokens },
        };
    }

    private static JsonNode? Echo(JsonElement request, string name) => request.Field(name) is { } value ? JsonNode.Parse(value.GetRawText()) : null;
}
