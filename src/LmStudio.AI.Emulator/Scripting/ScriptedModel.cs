namespace LmStudio.AI.Emulator;

/// <summary>Returns the steps of a scripted turn.</summary>
internal sealed class ScriptedModel(EmulatorTurn turn) : IEmulatedModel
{
    public IAsyncEnumerable<EmulatorStep> AnswerAsync(GenerationContext context, CancellationToken cancellationToken) => turn.Steps.ToAsyncEnumerable();
}
