using System.Text.Json.Nodes;

namespace LmStudio.AI.Emulator;

/// <summary>The load settings of an instance. A setting that the engine of the model does not have is null.</summary>
internal sealed record LoadConfig
{
    public required int ContextLength { get; init; }

    public int? EvalBatchSize { get; init; }

    public int? PhysicalBatchSize { get; init; }

    public int? Parallel { get; init; }

    public bool? FlashAttention { get; init; }

    public int? ContextCheckpoints { get; init; }

    public string? ReasoningBudgetMessage { get; init; }

    public SpeculativeDraft? SpeculativeDraft { get; init; }

    public int? NumExperts { get; init; }

    public bool? OffloadKvCacheToGpu { get; init; }

    /// <summary>Gets the settings for a load that specifies at most a context length.</summary>
    public static LoadConfig For(EmulatorModel model, int? contextLength)
    {
        // A context length above the maximum is reduced without an error.
        int applied = Math.Min(contextLength ?? model.DefaultContextLength, model.MaxContextLength);
        return (model.Type, model.Format) switch
        {
            (not EmulatorModelType.Llm, _) => new() { ContextLength = applied },
            (_, "mlx") => new() { ContextLength = applied, Parallel = 4, ReasoningBudgetMessage = "" },
            _ => new()
            {
                ContextLength = applied,
                EvalBatchSize = 512,
                PhysicalBatchSize = 512,
                Parallel = 4,
                FlashAttention = true,
                ContextCheckpoints = 32,
                ReasoningBudgetMessage = "",
                SpeculativeDraft = new SpeculativeDraft(),
                NumExperts = model.NumExperts,
                OffloadKvCacheToGpu = true,
            },
        };
    }

    /// <summary>Gets the settings for a load by a request. Some models ignore the specified context length.</summary>
    public static LoadConfig ForRequest(EmulatorModel model, int? contextLength) => For(model, model.FixedContextLength ?? contextLength);

    /// <summary>Writes the settings in the order in which they were captured.</summary>
    public JsonObject ToJson()
    {
        JsonObject json = new() { ["context_length"] = ContextLength };
        AddIfSet(json, "eval_batch_size", EvalBatchSize);
        AddIfSet(json, "physical_batch_size", PhysicalBatchSize);
        AddIfSet(json, "parallel", Parallel);
        AddIfSet(json, "flash_attention", FlashAttention);
        AddIfSet(json, "context_checkpoints", ContextCheckpoints);
        AddIfSet(json, "reasoning_budget_message", ReasoningBudgetMessage);
        SpeculativeDraft?.AddTo(json);
        AddIfSet(json, "num_experts", NumExperts);
        AddIfSet(json, "offload_kv_cache_to_gpu", OffloadKvCacheToGpu);
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
