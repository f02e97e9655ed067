namespace LmStudio.AI;

/// <summary>The reasoning effort. The server ignores a flat <c>reasoning_effort</c>.</summary>
internal sealed class ResponsesReasoning
{
    public required string Effort { get; init; }
}
