using System.Text.Json;
using System.Text.Json.Serialization;

namespace LmStudio.AI;

/// <summary>What is known of a tool call that was not valid.</summary>
public sealed class LmStudioToolCallMetadata
{
    /// <summary>Gets or sets what was wrong: <c>invalid_name</c> or <c>invalid_arguments</c>.</summary>
    public string? Type { get; set; }

    /// <summary>Gets or sets the name that the model called.</summary>
    public string? ToolName { get; set; }

    /// <summary>Gets or sets the arguments that the model gave.</summary>
    public JsonElement? Arguments { get; set; }

    /// <summary>Gets or sets where the tool comes from.</summary>
    [JsonConverter(typeof(OptionalObjectConverter<LmStudioProviderInfo>))]
    public LmStudioProviderInfo? ProviderInfo { get; set; }
}
