using System.Text.Json.Nodes;

namespace LmStudio.AI.Emulator;

/// <summary>The forms that output items and what happens to them have on the native endpoint.</summary>
internal static class NativeJson
{
    public static JsonObject Item(OutputItem item, EmulatorDialect dialect) => item switch
    {
        OutputItem.Block block => new() { ["type"] = Name(block.Kind), ["content"] = block.Content },
        OutputItem.ToolCall call when dialect is EmulatorDialect.Preview => new()
        {
            ["type"] = "mcp_call",
            ["server_label"] = call.Provider.Name,
            ["tool"] = call.Tool,
            ["arguments"] = call.Arguments.DeepClone(),
            ["output"] = call.Output,
        },
        OutputItem.ToolCall call => new()
        {
            ["type"] = "tool_call",
            ["tool"] = call.Tool,
            ["arguments"] = call.Arguments.DeepClone(),
            ["output"] = call.Output,
            ["provider_info"] = Provider(call.Provider),
        },
        OutputItem.InvalidToolCall call => new() { ["type"] = "invalid_tool_call", ["reason"] = call.Reason, ["metadata"] = Metadata(call) },
        _ => throw new NotSupportedException(),
    };

    /// <remarks>
    /// The start event of a call has no data, and its name comes in an undocumented event, as captured:
    /// <see href="https://github.com/lmstudio-ai/lmstudio-bug-tracker/issues/1880"/>.
    /// </remarks>
    public static IEnumerable<NativeEvent> Events(GenerationEvent happened, bool isFirstPrompt) => happened switch
    {
        GenerationEvent.PromptProcessing =>
        [
            NativeEvent.Create("prompt_processing.start"),
            .. (isFirstPrompt ? [0, 0.5, 1] : new[] { 1.0 }).Select(static progress => NativeEvent.Create("prompt_processing.progress", ("progress", progress))),
            NativeEvent.Create("prompt_processing.end"),
        ],
        GenerationEvent.BlockStart block => [NativeEvent.Create($"{Name(block.Kind)}.start")],
        GenerationEvent.Delta delta => [Delta(delta)],
        GenerationEvent.BlockEnd block => [NativeEvent.Create($"{Name(block.Kind)}.end")],
        GenerationEvent.ToolCallStart { Provider: { } provider } call =>
        [
            NativeEvent.Create("tool_call.start"),
            NativeEvent.Create("tool_call.name", ("tool_name", call.Tool), ("provider_info", Provider(provider))),
        ],
        GenerationEvent.ToolCallStart call =>
        [
            NativeEvent.Create("tool_call.start"),
            NativeEvent.Create("tool_call.name", ("tool_name", call.Tool)),
        ],
        GenerationEvent.ToolCallArguments call =>
        [
            NativeEvent.Create(
                "tool_call.arguments",
                ("tool", call.Tool), ("arguments", call.Arguments.DeepClone()), ("provider_info", Provider(call.Provider))),
        ],
        GenerationEvent.ToolCallEnd { Item: OutputItem.ToolCall call } =>
        [
            NativeEvent.Create(
                "tool_call.success",
                ("tool", call.Tool),
                ("arguments", call.Arguments.DeepClone()),
                ("output", call.Output),
                ("provider_info", Provider(call.Provider))),
        ],
        GenerationEvent.ToolCallEnd { Item: OutputItem.InvalidToolCall call } =>
            [NativeEvent.Create("tool_call.failure", ("reason", call.Reason), ("metadata", Metadata(call)))],
        GenerationEvent.Failure failure => [NativeEvent.Error(failure.Exception)],
        _ => throw new NotSupportedException(),
    };

    public static NativeEvent Delta(GenerationEvent.Delta delta) =>
        new(delta.Kind is BlockKind.Reasoning ? "reasoning.delta" : "message.delta", Data: null, delta.Content);

    private static string Name(BlockKind kind) => kind is BlockKind.Reasoning ? "reasoning" : "message";

    private static JsonObject Provider(ToolProvider provider) => provider.IsPlugin
        ? new() { ["type"] = "plugin", ["plugin_id"] = provider.Name }
        : new() { ["type"] = "ephemeral_mcp", ["server_label"] = provider.Name };

    private static JsonObject Metadata(OutputItem.InvalidToolCall call)
    {
        JsonObject metadata = new() { ["type"] = call.IsUnknownTool ? "invalid_name" : "invalid_arguments", ["tool_name"] = call.Tool };

        // Arguments are only present for an existing tool, whose schema they can be validated with.
        if (call is { IsUnknownTool: false, Arguments: { } arguments })
        {
            metadata["arguments"] = arguments.DeepClone();
        }

        if (call.Provider is { } provider)
        {
            metadata["provider_info"] = Provider(provider);
        }

        return metadata;
    }
}
