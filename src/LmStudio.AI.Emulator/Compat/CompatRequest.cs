namespace LmStudio.AI.Emulator;

/// <summary>A request of a compatible endpoint that has been read.</summary>
internal sealed record CompatRequest
{
    public required ChatRequest Chat { get; init; }

    /// <summary>Gets the turns before: those of the request, after those that the server has stored.</summary>
    public ConversationTurn? Previous { get; init; }

    /// <summary>Gets what a strict chat template has against the conversation.</summary>
    public string? TemplateProblem { get; init; }
}
