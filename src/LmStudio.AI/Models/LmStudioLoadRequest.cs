namespace LmStudio.AI;

/// <summary>
/// A request to load a model (<see href="https://lmstudio.ai/docs/developer/rest/load"/>). The server selects the values of properties that are
/// <see langword="null"/>.
/// </summary>
/// <remarks>Each request creates another instance, even if the model is already loaded.</remarks>
public sealed class LmStudioLoadRequest
{
    /// <summary>Gets or sets the model's key. A variant id (<c>key@quantization</c>) is not accepted by the server.</summary>
    public string? Model { get; set; }

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

    /// <summary>Gets or sets a value indicating whether to keep the KV cache in GPU memory.</summary>
    public bool? OffloadKvCacheToGpu { get; set; }

    /// <summary>Gets or sets a value indicating whether the response includes the applied settings. The server's default is <see langword="false"/>.</summary>
    public bool? EchoLoadConfig { get; set; }
}
