using System.Text.Json;
using System.Text.Json.Serialization;

namespace LmStudio.AI;

/// <summary>How a model instance is loaded. The server may apply other values than were asked for.</summary>
public sealed class LmStudioLoadConfig
{
    /// <summary>Gets or sets the context, in tokens.</summary>
    public int? ContextLength { get; set; }

    /// <summary>Gets or sets how many tokens of a prompt are evaluated at once.</summary>
    public int? EvalBatchSize { get; set; }

    /// <summary>Gets or sets how many requests the instance answers at a time.</summary>
    public int? Parallel { get; set; }

    /// <summary>Gets or sets a value indicating whether flash attention is used.</summary>
    public bool? FlashAttention { get; set; }

    /// <summary>Gets or sets the number of experts that are active, for mixture-of-experts models.</summary>
    public int? NumExperts { get; set; }

    /// <summary>Gets or sets a value indicating whether the KV cache is in the GPU's memory.</summary>
    public bool? OffloadKvCacheToGpu { get; set; }

    /// <summary>Gets or sets the settings that have no property here.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? AdditionalSettings { get; set; }
}
