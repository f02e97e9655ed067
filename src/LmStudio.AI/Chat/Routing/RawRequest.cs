using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;

namespace LmStudio.AI;

/// <summary>
/// What <see cref="ChatOptions.RawRepresentationFactory"/> made: an <see cref="LmStudioChatRequest"/> for the native endpoint, or a
/// <see cref="JsonObject"/> to lay over the body for the others. Its values win over the options, also where they decide something.
/// </summary>
internal sealed class RawRequest
{
    private readonly LmStudioChatRequest? _native;
    private readonly JsonObject? _json;

    private RawRequest(object? value)
    {
        Value = value;
        _native = value as LmStudioChatRequest;
        _json = value as JsonObject;
    }

    /// <summary>Gets what the factory made, or <see langword="null"/> if there is none.</summary>
    public object? Value { get; }

    public string? Model => _native?.Model ?? Text("model");

    public string? ConversationId => _native?.PreviousResponseId ?? Text("previous_response_id");

    public string? SystemPrompt => _native?.SystemPrompt;

    public string? Reasoning => _native?.Reasoning;

    public bool? Store => _native?.Store ?? (_json?["store"] is JsonValue value && value.TryGetValue(out bool store) ? store : null);

    /// <summary>Gets the features by which it decides where the request can go.</summary>
    public ChatFeatures Features =>
        _native is not null ? ChatFeatures.NativeRequest
        : _json is not null ? ChatFeatures.RawJson
        : ChatFeatures.None;

    /// <summary>Gets the secrets that its JSON has for MCP servers. A native request is asked for its own when it is sent.</summary>
    public IEnumerable<string> Secrets =>
        (_json?["tools"] as JsonArray ?? []).OfType<JsonObject>().SelectMany(static tool => McpSecrets.Of(
            (tool["headers"] as JsonObject)?.Select(static header => header.Value?.ToString() ?? ""),
            tool["server_url"]?.ToString()));

    public static RawRequest From(ChatOptions? options, IChatClient client) => new(options?.RawRepresentationFactory?.Invoke(client));

    private string? Text(string name) => _json?[name] is JsonValue value && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : null;
}
