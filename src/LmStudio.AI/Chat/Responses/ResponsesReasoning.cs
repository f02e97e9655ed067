namespace LmStudio.AI;

/// <summary>How much the model is to reason. A flat <c>reasoning_effort</c> is ignored by the server.</summary>
internal sealed class ResponsesReasoning
{
    public required string Effort { get; init; }
}
