using System.Text.Json;
using System.Text.Json.Nodes;

namespace LmStudio.AI;

/// <summary>The settings of a raw request that is a <see cref="JsonObject"/>. <see cref="RawJsonRequest"/> merges it into the body.</summary>
internal sealed class RawJsonSettings(JsonObject? json) : IRawSettings
{
    public ChatFeatures Features => json is null ? ChatFeatures.None : ChatFeatures.RawJson;

    public string? Model => GetText("model");

    public string? ConversationId => GetText("previous_response_id");

    public string? SystemPrompt => null;

    public string? Reasoning => null;

    public bool? Store => json?["store"] is JsonValue value && value.TryGetValue(out bool store) ? store : null;

    public IEnumerable<string> Secrets =>
        (json?["tools"] as JsonArray ?? []).OfType<JsonObject>().SelectMany(static tool => McpSecrets.Of(
            (tool["headers"] as JsonObject)?.Select(static header => header.Value?.ToString() ?? ""),
            tool["server_url"]?.ToString()));

    /// <summary>Returns the settings of a raw request, which are empty if it is <see langword="null"/> or of another provider's type.</summary>
    public static IRawSettings Of(object? rawRequest) => rawRequest as IRawSettings ?? new RawJsonSettings(rawRequest as JsonObject);

    private string? GetText(string name) => json?[name] is JsonValue value && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : null;
}
