using System.Text.Json.Nodes;

namespace LmStudio.AI.Emulator;

/// <summary>A part of the output of a model, independent of the endpoint.</summary>
internal abstract record OutputItem
{
    public sealed record Block(BlockKind Kind, string Content) : OutputItem;

    /// <remarks>The output is an array of MCP content parts, as JSON text.</remarks>
    public sealed record ToolCall(string Tool, JsonObject Arguments, string Output, ToolProvider Provider) : OutputItem;

    /// <remarks>A call that the client must execute. The arguments are the model's text, which may not be valid JSON.</remarks>
    public sealed record FunctionCall(string CallId, string Name, string Arguments) : OutputItem;

    /// <remarks>When the tool is not unknown, its arguments are unusable.</remarks>
    public sealed record InvalidToolCall(string Tool, string Reason, bool IsUnknownTool, JsonObject? Arguments, ToolProvider? Provider) : OutputItem;
}
