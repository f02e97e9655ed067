using System.Text.Json;
using System.Text.Json.Serialization;

namespace LmStudio.AI;

/// <summary>The settings of a loaded instance. The server may apply values other than the requested ones.</summary>
public sealed class LmStudioLoadConfig
{
    /// <summary>Gets or sets the context length, in tokens.</summary>
    public int? ContextLength { get; set; }

    /// <summary>Gets or sets the number of prompt tokens to evaluate in one batch.</summary>
    public int? EvalBatchSize { get; set; }

    /// <summary>Gets or sets the maximum number of parallel requests.</summary>
    public int? Parallel { get; set; }

    /// <summary>Gets or sets a value indicating whether flash attention is used.</summary>
    public bool? FlashAttention { get; set; }

    /// <summary>Gets or sets the number of active experts of a mixture-of-experts model.</summary>
    public int? NumExperts { get; set; }

    /// <summary>Gets or sets a value indicating whether the KV cache is kept in GPU memory.</summary>
    public bool? OffloadKvCacheToGpu { get; set; }

    /// <summary>Gets or sets settings without a property in this class.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? AdditionalProperties { get; set; }
}
