namespace LmStudio.AI.Emulator;

/// <summary>A request and its answer, linked to the turn before. Turns never change, so that any of them can be continued more than once.</summary>
internal sealed record ConversationTurn(
    ConversationTurn? Previous, string? SystemPrompt, IReadOnlyList<InputPart> Input, IReadOnlyList<OutputItem> Output, DateTimeOffset CreatedAt)
{
    /// <summary>Gets this turn and all before it, oldest first.</summary>
    public static IReadOnlyList<ConversationTurn> Chain(ConversationTurn? last)
    {
        Stack<ConversationTurn> chain = new();
        for (ConversationTurn? turn = last; turn is not null; turn = turn.Previous)
        {
            chain.Push(turn);
        }

        return [.. chain];
    }
}
