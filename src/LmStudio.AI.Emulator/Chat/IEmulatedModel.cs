namespace LmStudio.AI.Emulator;

/// <summary>A source of responses.</summary>
internal interface IEmulatedModel
{
    /// <summary>
    /// Answers step by step. A step has been carried out when the next is asked for: after a call of a tool, its result is the last item of
    /// <see cref="GenerationContext.Output"/>.
    /// </summary>
    IAsyncEnumerable<EmulatorStep> AnswerAsync(GenerationContext context, CancellationToken cancellationToken);
}
