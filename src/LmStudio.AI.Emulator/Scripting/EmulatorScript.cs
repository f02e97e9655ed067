using System.Diagnostics.CodeAnalysis;

namespace LmStudio.AI.Emulator;

/// <summary>
/// Represents the queue of turns that the model follows. Each accepted chat request takes one turn. When the queue is empty,
/// <see cref="LmStudioEmulatorOptions.ChatClient"/> responds, or the demo model if there is none. This class is thread-safe.
/// </summary>
public sealed class EmulatorScript
{
    private readonly Lock _gate = new();
    private readonly Queue<EmulatorTurn> _turns = new();

    internal EmulatorScript()
    {
    }

    /// <summary>Gets the number of turns in the queue.</summary>
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
    /// <exception cref="ArgumentNullException"><paramref name="turn"/> is <see langword="null"/>.</exception>
    public void Enqueue(EmulatorTurn turn)
    {
        ArgumentNullException.ThrowIfNull(turn);
        lock (_gate)
        {
            _turns.Enqueue(turn);
        }
    }

    /// <summary>Adds a turn with the specified steps to the end of the queue.</summary>
    /// <param name="steps">The steps.</param>
    /// <exception cref="ArgumentNullException"><paramref name="steps"/> is <see langword="null"/>.</exception>
    public void Enqueue(params EmulatorStep[] steps) => Enqueue(new EmulatorTurn(steps));

    internal bool TryDequeue([NotNullWhen(true)] out EmulatorTurn? turn)
    {
        lock (_gate)
        {
            return _turns.TryDequeue(out turn);
        }
    }
}
