namespace LmStudio.AI;

/// <summary>Asks the server to load a model (<see href="https://lmstudio.ai/docs/developer/rest/load"/>). What is left <see langword="null"/> is the server's choice.</summary>
/// <remarks>Each load makes another instance, also of a model that is loaded already.</remarks>
public sealed class LmStudioLoadRequest
{
    /// <summary>Gets or sets the model's key. A variant id (<c>key@quantization</c>) is not accepted by the server.</summary>
    public string? Model { get; set; }

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

    /// <summary>Gets or sets a value indicating whether the KV cache is kept in the GPU's memory.</summary>
    public bool? OffloadKvCacheToGpu { get; set; }

    /// <summary>Gets or sets a value indicating whether the answer tells which settings were applied. The server's default is <see langword="false"/>.</summary>
    public bool? EchoLoadConfig { get; set; }
}
