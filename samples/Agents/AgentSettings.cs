namespace AgentSample;

/// <summary>What the command line asks for.</summary>
internal sealed class AgentSettings
{
    /// <summary>Gets the server's address; null for the environment's, else the default one.</summary>
    public Uri? Endpoint { get; init; }

    /// <summary>Gets whether the user named the endpoint. Then no emulator takes its place.</summary>
    public bool IsEndpointRequired { get; init; }

    /// <summary>Gets the model; null for the one that is loaded, else the first that can call functions.</summary>
    public string? Model { get; init; }

    /// <summary>Gets whether a kernel's function loop answers, instead of an agent.</summary>
    public bool UseKernelLoop { get; init; }

    /// <summary>Gets the messages to answer; empty for those of the input.</summary>
    public IReadOnlyList<string> Prompts { get; init; } = [];
}
