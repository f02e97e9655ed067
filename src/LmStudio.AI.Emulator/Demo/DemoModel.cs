using System.Runtime.CompilerServices;

namespace LmStudio.AI.Emulator;

/// <summary>A model that needs no weights: it says what it was told.</summary>
internal sealed class DemoModel : IEmulatedModel
{
    public async IAsyncEnumerable<EmulatorStep> AnswerAsync(GenerationContext context, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask.ConfigureAwait(false);
        yield return EmulatorStep.Text("Hello! I am the demo model of the LM Studio emulator.");
    }
}
