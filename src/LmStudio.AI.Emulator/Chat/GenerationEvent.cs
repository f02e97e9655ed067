using System.Text.Json.Nodes;

namespace LmStudio.AI.Emulator;

/// <summary>An event of a generation, independent of the endpoint.</summary>
internal abstract record GenerationEvent
{
    /// <summary>The model reads its prompt, at first or again with the result of a tool.</summary>
    public sealed record PromptProcessing : GenerationEvent;

    public sealed record BlockStart(BlockKind Kind) : GenerationEvent;

    public sealed record Delta(BlockKind Kind, string Content) : GenerationEvent;

    public sealed record BlockEnd(BlockKind Kind) : GenerationEvent;

    /// <remarks>A tool that does not exist has no provider.</remarks>
    public sealed record ToolCallStart(string Tool, ToolProvider? Provider) : GenerationEvent;

    public sealed record ToolCallArguments(string Tool, JsonObject Arguments, ToolProvider Provider) : GenerationEvent;

    public sealed record ToolCallEnd(OutputItem Item) : GenerationEvent;

    public sealed record FunctionCall(OutputItem.FunctionCall Item) : GenerationEvent;

    public sealed record Failure(WireException Exception, bool EndsStream) : GenerationEvent;
}
