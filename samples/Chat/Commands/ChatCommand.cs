namespace ChatSample.Commands;

/// <summary>A command of the chat.</summary>
/// <param name="Name">The name, with the slash.</param>
/// <param name="Arguments">The arguments as help shows them.</param>
/// <param name="Summary">What it does.</param>
/// <param name="RunAsync">Does it, given what stands behind the name.</param>
internal sealed record ChatCommand(string Name, string Arguments, string Summary, Func<string, CancellationToken, Task> RunAsync)
{
    public string Usage => $"{Name} {Arguments}".TrimEnd();
}
