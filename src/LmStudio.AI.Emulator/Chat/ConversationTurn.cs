namespace LmStudio.AI.Emulator;

/// <summary>A request and its response, linked to the previous turn. Turns are immutable, so that each can be continued more than once.</summary>
internal sealed record ConversationTurn(
    ConversationTurn? Previous, string? SystemPrompt, IReadOnlyList<InputPart> Input, IReadOnlyList<OutputItem> Output, DateTimeOffset CreatedAt)
{
    /// <summary>Gets this turn and all previous ones, oldest first.</summary>
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
