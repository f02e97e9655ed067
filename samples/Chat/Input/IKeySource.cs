namespace ChatSample.Input;

/// <summary>Where a <see cref="LineEditor"/> gets its keys.</summary>
internal interface IKeySource
{
    /// <summary>Gets whether the next key is there already, as after a paste.</summary>
    bool IsKeyAvailable { get; }

    /// <summary>Waits for a key.</summary>
    ConsoleKeyInfo ReadKey();

    /// <summary>Makes Ctrl+C a key like others, or a signal again.</summary>
    void TakeControlC(bool isKey);
}
