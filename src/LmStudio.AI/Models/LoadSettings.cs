namespace LmStudio.AI;

/// <summary>What a load asks for beside the model. Equal settings are one and the same wish.</summary>
internal sealed record LoadSettings
{
    public int? ContextLength { get; init; }

    public int? EvalBatchSize { get; init; }

    public int? Parallel { get; init; }

    public bool? FlashAttention { get; init; }

    public int? NumExperts { get; init; }

    public bool? OffloadKvCacheToGpu { get; init; }

    public static LoadSettings From(LmStudioLoadRequest request) => new()
    {
        ContextLength = request.ContextLength,
        EvalBatchSize = request.EvalBatchSize,
        Parallel = request.Parallel,
        FlashAttention = request.FlashAttention,
        NumExperts = request.NumExperts,
        OffloadKvCacheToGpu = request.OffloadKvCacheToGpu,
    };

    /// <summary>Makes the request, which asks as well for the settings that the server applies.</summary>
    public LmStudioLoadRequest ToRequest(string modelKey) => new()
    {
        Model = modelKey,
        ContextLength = ContextLength,
        EvalBatchSize = EvalBatchSize,
        Parallel = Parallel,
        FlashAttention = FlashAttention,
        NumExperts = NumExperts,
        OffloadKvCacheToGpu = OffloadKvCacheToGpu,
        EchoLoadConfig = true,
    };
}
