namespace LmStudio.AI.Fuzz;

/// <summary>What a model says, whatever the endpoint.</summary>
/// <param name="Parts">The parts, in their order.</param>
/// <param name="InputTokens">The tokens of the request.</param>
/// <param name="OutputTokens">The tokens of the answer.</param>
internal sealed record GeneratedAnswer(IReadOnlyList<AnswerPart> Parts, int InputTokens, int OutputTokens)
{
    public string Text => string.Concat(Parts.OfType<TextPart>().Select(static part => part.Text));

    public string Reasoning => string.Concat(Parts.OfType<ReasoningPart>().Select(static part => part.Text));

    public bool HasCalls => Parts.OfType<CallPart>().Any();
}
