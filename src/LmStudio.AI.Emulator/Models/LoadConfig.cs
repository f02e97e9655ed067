using System.Text.Json.Nodes;

namespace LmStudio.AI.Emulator;

/// <summary>How an instance was loaded. A null is a setting that the model's engine doesn't have.</summary>
internal sealed record LoadConfig
{
    public required int ContextLength { get; init; }

    public int? EvalBatchSize { get; init; }

    public int? Parallel { get; init; }

    public bool? FlashAttention { get; init; }

    public int? NumExperts { get; init; }

    public bool? OffloadKvCacheToGpu { get; init; }

    public string? ReasoningBudgetMessage { get; init; }

    /// <summary>What a model gets when nothing, or only a context length, is asked for.</summary>
    public static LoadConfig For(EmulatorModel model, int? contextLength)
    {
        // More than the model can take is taken for the most it can take: a load adjusts what it is asked for without a word.
        var applied = model.FixedContextLength ?? Math.Min(contextLength ?? model.DefaultContextLength, model.MaxContextLength);
        return (model.Type, model.Format) switch
        {
            (EmulatorModelType.Embedding, _) => new() { ContextLength = applied },
            (_, "mlx") => new() { ContextLength = applied, Parallel = 4, ReasoningBudgetMessage = "" },
            _ => new()
            {
                ContextLength = applied,
                EvalBatchSize = 512,
                Parallel = 4,
                FlashAttention = true,
                NumExperts = model.NumExperts,
                OffloadKvCacheToGpu = true,
            },
        };
    }

    public JsonObject ToJson()
    {
        var json = new JsonObject { ["context_length"] = ContextLength };
        AddIfSet(json, "eval_batch_size", EvalBatchSize);
        AddIfSet(json, "parallel", Parallel);
        AddIfSet(json, "flash_attention", FlashAttention);
        AddIfSet(json, "num_experts", NumExperts);
        AddIfSet(json, "offload_kv_cache_to_gpu", OffloadKvCacheToGpu);
        AddIfSet(json, "reasoning_budget_message", ReasoningBudgetMessage);
        return json;
    }

    private static void AddIfSet<T>(JsonObject json, string name, T? value)
    {
        if (value is not null)
        {
            json[name] = JsonValue.Create(value);
        }
    }
}
