using System.Text.Json;
using System.Text.Json.Serialization;

namespace LmStudio.AI;

/// <summary>A loaded copy of a model.</summary>
public sealed class LmStudioModelInstance
{
    /// <summary>Gets or sets the id of the instance: the model's key for the first one, <c>key:2</c> for the second, or a name of the user's.</summary>
    public string Id { get; set; } = "";

    /// <summary>Gets or sets how the instance was loaded.</summary>
    [JsonConverter(typeof(OptionalObjectConverter<LmStudioLoadConfig>))]
    public LmStudioLoadConfig? Config { get; set; }

    /// <summary>Gets or sets the seconds until the server unloads the instance, for one that a request loaded on demand.</summary>
    public double? RemainingTtlSeconds { get; set; }

    /// <summary>Gets the same as a time, also where the server tells it among the settings.</summary>
    internal TimeSpan? TimeToLive =>
        RemainingTtlSeconds is { } seconds ? TimeSpan.FromSeconds(seconds)
        : Config?.AdditionalSettings?.TryGetValue("remaining_ttl_seconds", out JsonElement setting) == true && setting.ValueKind == JsonValueKind.Number ? TimeSpan.FromSeconds(setting.GetDouble())
        : null;
}
