using ChatSample.Input;

namespace LmStudio.AI.Samples.Tests;

/// <summary>A user who presses these keys.</summary>
internal sealed class ScriptedKeys(params ConsoleKeyInfo[] keys) : IKeySource
{
    private readonly Queue<ConsoleKeyInfo> _keys = new(keys);

    public bool IsPasting { get; init; }

    public bool IsKeyAvailable => IsPasting && _keys.Count > 0;

    public ConsoleKeyInfo ReadKey() => _keys.Dequeue();

    public void TakeControlC(bool isKey)
    {
    }

    public static ConsoleKeyInfo Key(ConsoleKey key, char character = '\0', bool control = false) => new(character, key, shift: false, alt: false, control);

    public static IEnumerable<ConsoleKeyInfo> Type(string text) =>
        text.Select(c => c == '\n' ? Key(ConsoleKey.Enter, '\r') : Key(ConsoleKey.NoName, c));
}
