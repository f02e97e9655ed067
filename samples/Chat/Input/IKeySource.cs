namespace ChatSample.Input;

/// <summary>The source of the keys of a <see cref="LineEditor"/>.</summary>
internal interface IKeySource
{
    /// <summary>Gets whether a key is available without waiting, as after a paste.</summary>
    bool IsKeyAvailable { get; }

    /// <summary>Waits for a key.</summary>
    ConsoleKeyInfo ReadKey();

    /// <summary>Sets whether Ctrl+C is treated as a key or as a signal.</summary>
    void TakeControlC(bool isKey);
}
