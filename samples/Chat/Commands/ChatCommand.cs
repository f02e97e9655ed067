namespace ChatSample.Commands;

/// <summary>A command of the chat.</summary>
/// <param name="Name">The name, with the slash.</param>
/// <param name="Arguments">The arguments as shown by /help.</param>
/// <param name="Summary">The description.</param>
/// <param name="RunAsync">Runs the command with its arguments.</param>
internal sealed record ChatCommand(string Name, string Arguments, string Summary, Func<string, CancellationToken, Task> RunAsync)
{
    public string Usage => $"{Name} {Arguments}".TrimEnd();
}
