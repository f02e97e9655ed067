namespace LmStudio.AI;

/// <summary>The requested settings of a load. Requests with equal settings are equivalent.</summary>
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

    /// <summary>Creates the request, which also requests the applied settings.</summary>
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
