namespace LmStudio.AI;

/// <summary>A function that the model may call.</summary>
internal sealed class ChatCompletionTool
{
    public string Type => "function";

    public required ChatCompletionFunction Function { get; init; }
}
