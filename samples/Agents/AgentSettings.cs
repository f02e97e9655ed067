namespace AgentSample;

/// <summary>The settings of the command line.</summary>
internal sealed class AgentSettings
{
    /// <summary>Gets the server's address, or null to use the environment variable or the default.</summary>
    public Uri? Endpoint { get; init; }

    /// <summary>Gets whether the user specified the endpoint. If so, the emulator is not used.</summary>
    public bool IsEndpointRequired { get; init; }

    /// <summary>Gets the model, or null to use a loaded one or else the first one that can call functions.</summary>
    public string? Model { get; init; }

    /// <summary>Gets whether to use a kernel's function loop instead of an agent.</summary>
    public bool UseKernelLoop { get; init; }

    /// <summary>Gets the messages, or an empty list to read them from the input.</summary>
    public IReadOnlyList<string> Prompts { get; init; } = [];
}
