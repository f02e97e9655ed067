namespace LmStudio.AI;

/// <summary>A request to <c>POST /v1/responses</c>. The server selects the values of properties that are <see langword="null"/>.</summary>
internal sealed class ResponsesRequest
{
    public required string Model { get; init; }

    public string? Instructions { get; init; }

    public IReadOnlyList<ResponsesInputItem>? Input { get; init; }

    public string? PreviousResponseId { get; init; }

    public float? Temperature { get; init; }

    public float? TopP { get; init; }

    public int? MaxOutputTokens { get; init; }

    public ResponsesReasoning? Reasoning { get; init; }

    public ResponsesText? Text { get; init; }

    public IReadOnlyList<ResponsesTool>? Tools { get; init; }

    public string? ToolChoice { get; init; }

    public bool? ParallelToolCalls { get; init; }

    public bool? Store { get; init; }

    public bool? Stream { get; init; }
}
