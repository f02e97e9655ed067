namespace LmStudio.AI.Emulator;

/// <summary>Says what the script says.</summary>
internal sealed class ScriptedModel(EmulatorTurn turn) : IEmulatedModel
{
    public IAsyncEnumerable<EmulatorStep> AnswerAsync(GenerationContext context, CancellationToken cancellationToken) => turn.Steps.ToAsyncEnumerable();
}
