using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;

namespace LmStudio.AI;

/// <summary>
/// The result of <see cref="ChatOptions.RawRepresentationFactory"/>: an <see cref="LmStudioChatRequest"/> for the native endpoint, or a
/// <see cref="JsonObject"/> that is merged into the body for the others. Its values override the options, also for the selection of the endpoint.
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

    /// <summary>Gets the result of the factory, or <see langword="null"/> if there is none.</summary>
    public object? Value { get; }

    public string? Model => _native?.Model ?? Text("model");

    public string? ConversationId => _native?.PreviousResponseId ?? Text("previous_response_id");

    public string? SystemPrompt => _native?.SystemPrompt;

    public string? Reasoning => _native?.Reasoning;

    public bool? Store => _native?.Store ?? (_json?["store"] is JsonValue value && value.TryGetValue(out bool store) ? store : null);

    /// <summary>Gets the features that affect the selection of the endpoint.</summary>
    public ChatFeatures Features =>
        _native is not null ? ChatFeatures.NativeRequest
        : _json is not null ? ChatFeatures.RawJson
        : ChatFeatures.None;

    /// <summary>Gets the secrets of MCP servers in the JSON. Those of a native request are read when it is sent.</summary>
    public IEnumerable<string> Secrets =>
        (_json?["tools"] as JsonArray ?? []).OfType<JsonObject>().SelectMany(static tool => McpSecrets.Of(
            (tool["headers"] as JsonObject)?.Select(static header => header.Value?.ToString() ?? ""),
            tool["server_url"]?.ToString()));

    public static RawRequest From(ChatOptions? options, IChatClient client) => new(options?.RawRepresentationFactory?.Invoke(client));

    private string? Text(string name) => _json?[name] is JsonValue value && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : null;
}
