namespace ChatSample.Input;

/// <summary>The keys of the terminal.</summary>
internal sealed class ConsoleKeys : IKeySource
{
    public bool IsKeyAvailable => Console.KeyAvailable;

    public ConsoleKeyInfo ReadKey() => Console.ReadKey(intercept: true);

    public void TakeControlC(bool isKey) => Console.TreatControlCAsInput = isKey;
}
