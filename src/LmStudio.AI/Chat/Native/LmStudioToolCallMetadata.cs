using System.Text.Json;
using System.Text.Json.Serialization;

namespace LmStudio.AI;

/// <summary>The details of an invalid tool call.</summary>
public sealed class LmStudioToolCallMetadata
{
    /// <summary>Gets or sets the type of error: <c>invalid_name</c> or <c>invalid_arguments</c>.</summary>
    public string? Type { get; set; }

    /// <summary>Gets or sets the tool name that the model specified.</summary>
    public string? ToolName { get; set; }

    /// <summary>Gets or sets the arguments that the model specified.</summary>
    public JsonElement? Arguments { get; set; }

    /// <summary>Gets or sets the provider of the tool.</summary>
    [JsonConverter(typeof(OptionalObjectConverter<LmStudioProviderInfo>))]
    public LmStudioProviderInfo? ProviderInfo { get; set; }
}
