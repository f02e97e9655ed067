using Microsoft.Extensions.AI;

namespace ChatSample;

/// <summary>What the command line asks for.</summary>
internal sealed record ChatSettings
{
    /// <summary>Gets the server's address; null for the environment's, else the default one.</summary>
    public Uri? Endpoint { get; init; }

    /// <summary>Gets whether the user named the endpoint. Then nothing else will do: no emulator takes its place.</summary>
    public bool IsEndpointRequired { get; init; }

    /// <summary>Gets the API token; null for the environment's.</summary>
    public string? ApiToken { get; init; }

    public string? Model { get; init; }

    public string? SystemPrompt { get; init; }

    /// <summary>Gets the one message to answer; null for a conversation, or for the text of a redirected input.</summary>
    public string? Prompt { get; init; }

    public IReadOnlyList<HostedMcpServerTool> McpServers { get; init; } = [];

    // Records print their properties, and the token is nobody's business.
    public override string ToString() => nameof(ChatSettings);
}
