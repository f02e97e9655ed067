namespace LmStudio.AI.Emulator;

/// <summary>A request of a compatible endpoint that has been read.</summary>
internal sealed record CompatRequest
{
    public required ChatRequest Chat { get; init; }

    /// <summary>Gets the previous turns: the stored ones, followed by those in the request.</summary>
    public ConversationTurn? Previous { get; init; }

    /// <summary>Gets the reason why a strict chat template rejects the conversation.</summary>
    public string? TemplateProblem { get; init; }
}
