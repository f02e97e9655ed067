namespace LmStudio.AI.Emulator;

/// <summary>A source of responses.</summary>
internal interface IEmulatedModel
{
    /// <summary>
    /// Generates a response step by step. A step has been executed when the next one is requested: after a tool call, its result is the last item of
    /// <see cref="GenerationContext.Output"/>.
    /// </summary>
    IAsyncEnumerable<EmulatorStep> AnswerAsync(GenerationContext context, CancellationToken cancellationToken);
}
