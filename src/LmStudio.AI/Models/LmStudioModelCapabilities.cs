using System.Text.Json.Serialization;

namespace LmStudio.AI;

/// <summary>What a model can do.</summary>
public sealed class LmStudioModelCapabilities
{
    /// <summary>Gets or sets a value indicating whether the model understands images.</summary>
    public bool Vision { get; set; }

    /// <summary>Gets or sets a value indicating whether the model was trained to use tools.</summary>
    public bool TrainedForToolUse { get; set; }

    /// <summary>Gets or sets how the model's reasoning can be set, or <see langword="null"/> when the model exposes no setting.</summary>
    [JsonConverter(typeof(OptionalObjectConverter<LmStudioReasoningCapability>))]
    public LmStudioReasoningCapability? Reasoning { get; set; }
}
