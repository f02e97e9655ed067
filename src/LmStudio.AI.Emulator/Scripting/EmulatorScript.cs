using System.Diagnostics.CodeAnalysis;

namespace LmStudio.AI.Emulator;

/// <summary>
/// What the model is going to do: a queue of turns, of which each chat request that is accepted takes one. With none left, the emulator's
/// <see cref="LmStudioEmulatorOptions.ChatClient"/> answers, or else its demo model. Safe for use from any thread.
/// </summary>
public sealed class EmulatorScript
{
    private readonly Lock _gate = new();
    private readonly Queue<EmulatorTurn> _turns = new();

    internal EmulatorScript()
    {
    }

    /// <summary>Gets the number of turns that no request has taken yet.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _turns.Count;
            }
        }
    }

    /// <summary>Adds a turn to the end of the queue.</summary>
    /// <param name="turn">The turn.</param>
    /// <exception cref="ArgumentNullException"><paramref name="turn"/> is null.</exception>
    public void Enqueue(EmulatorTurn turn)
    {
        ArgumentNullException.ThrowIfNull(turn);
        lock (_gate)
        {
            _turns.Enqueue(turn);
        }
    }

    /// <summary>Adds a turn of these steps to the end of the queue.</summary>
    /// <param name="steps">The steps.</param>
    /// <exception cref="ArgumentNullException"><paramref name="steps"/> is null.</exception>
    public void Enqueue(params EmulatorStep[] steps) => Enqueue(new EmulatorTurn(steps));

    internal bool TryDequeue([NotNullWhen(true)] out EmulatorTurn? turn)
    {
        lock (_gate)
        {
            return _turns.TryDequeue(out turn);
        }
    }
}
