using Microsoft.Extensions.AI;

namespace LmStudio.AI;

/// <summary>
/// The settings of a raw request, from <see cref="ChatOptions.RawRepresentationFactory"/>, that decide more than its body. They override those of the options.
/// </summary>
internal interface IRawSettings
{
    /// <summary>Gets the features that decide which endpoint can handle the request.</summary>
    ChatFeatures Features { get; }

    string? Model { get; }

    string? ConversationId { get; }

    string? SystemPrompt { get; }

    string? Reasoning { get; }

    bool? Store { get; }

    /// <summary>Gets the secrets for MCP servers.</summary>
    IEnumerable<string> Secrets { get; }
}
