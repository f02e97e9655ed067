using System.Text.Json;
using System.Text.Json.Serialization;

namespace LmStudio.AI;

/// <summary>A loaded instance of a model.</summary>
public sealed class LmStudioModelInstance
{
    /// <summary>Gets or sets the id of the instance: the model's key for the first one, <c>key:2</c> for the second, or a name that the user chose.</summary>
    public string Id { get; set => field = value ?? ""; } = "";

    /// <summary>Gets or sets the settings of the instance.</summary>
    [JsonConverter(typeof(OptionalObjectConverter<LmStudioLoadConfig>))]
    public LmStudioLoadConfig? Config { get; set; }

    /// <summary>Gets or sets the time until the server unloads an idle instance that a request loaded on demand, in seconds.</summary>
    public double? RemainingTtlSeconds { get; set; }

    /// <summary>Gets the time until the server unloads the instance, wherever the server reports it.</summary>
    internal TimeSpan? TimeToLive =>
        RemainingTtlSeconds is { } seconds ? TimeSpan.FromSeconds(seconds)
        : Config?.AdditionalProperties?.TryGetValue("remaining_ttl_seconds", out JsonElement setting) == true && setting.ValueKind == JsonValueKind.Number ? TimeSpan.FromSeconds(setting.GetDouble())
        : null;
}
