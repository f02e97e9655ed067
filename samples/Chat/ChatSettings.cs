using Microsoft.Extensions.AI;

namespace ChatSample;

/// <summary>The settings of the command line.</summary>
internal sealed record ChatSettings
{
    /// <summary>Gets the server's address, or null to use the environment variable or the default.</summary>
    public Uri? Endpoint { get; init; }

    /// <summary>Gets whether the user specified the endpoint. If so, the emulator is not used.</summary>
    public bool IsEndpointRequired { get; init; }

    /// <summary>Gets the API token, or null to use the environment variable.</summary>
    public string? ApiToken { get; init; }

    public string? Model { get; init; }

    public string? SystemPrompt { get; init; }

    /// <summary>Gets the message, or null for a conversation or to read it from redirected input.</summary>
    public string? Prompt { get; init; }

    public IReadOnlyList<HostedMcpServerTool> McpServers { get; init; } = [];

    // Records print their properties; the token must not be printed.
    public override string ToString() => nameof(ChatSettings);
}
