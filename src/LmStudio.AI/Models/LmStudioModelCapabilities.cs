using System.Text.Json.Serialization;

namespace LmStudio.AI;

/// <summary>The capabilities of a model.</summary>
public sealed class LmStudioModelCapabilities
{
    /// <summary>Gets or sets a value indicating whether the model accepts images.</summary>
    public bool Vision { get; set; }

    /// <summary>Gets or sets a value indicating whether the model was trained to use tools.</summary>
    public bool TrainedForToolUse { get; set; }

    /// <summary>Gets or sets the reasoning settings of the model, or <see langword="null"/> if it has none.</summary>
    [JsonConverter(typeof(OptionalObjectConverter<LmStudioReasoningCapability>))]
    public LmStudioReasoningCapability? Reasoning { get; set; }
}
