using System.Text.Json;

namespace LmStudio.AI.Emulator;

/// <summary>Reads the body of <c>POST /api/v1/models/load</c>.</summary>
/// <remarks>
/// <c>context_length</c>, <c>eval_batch_size</c>, <c>flash_attention</c>, <c>num_experts</c>, <c>offload_kv_cache_to_gpu</c> and <c>echo_load_config</c> are
/// documented. Third parties report that the other settings of an instance are accepted too. A capture shows that <c>ttl</c> is rejected.
/// </remarks>
internal sealed class LoadRequestReader
{
    private readonly SchemaReader _fields;

    /// <exception cref="WireException">The body does not fit the schema.</exception>
    public LoadRequestReader(JsonElement body)
    {
        List<SchemaIssue> issues = [];
        _fields = new SchemaReader(body, null, issues);
        Model = _fields.String("model", required: true) ?? "";
        ContextLength = _fields.Integer("context_length", 1);
        Echo = _fields.Boolean("echo_load_config") ?? false;
        Asked = new LoadConfig
        {
            ContextLength = 0,
            EvalBatchSize = _fields.Integer("eval_batch_size", 1),
            PhysicalBatchSize = _fields.Integer("physical_batch_size", 1),
            Parallel = _fields.Integer("parallel", 1),
            FlashAttention = _fields.Boolean("flash_attention"),
            ContextCheckpoints = _fields.Integer("context_checkpoints", 0),
            ReasoningBudgetMessage = _fields.String("reasoning_budget_message"),
            SpeculativeDraft = ReadDraft(_fields),
            NumExperts = _fields.Integer("num_experts", 1),
            OffloadKvCacheToGpu = _fields.Boolean("offload_kv_cache_to_gpu"),
        };
        _fields.RefuseUnknownKeys();
        SchemaReader.ThrowIfAny(issues);
    }

    public string Model { get; }

    public bool Echo { get; }

    private int? ContextLength { get; }

    private LoadConfig Asked { get; }

    /// <summary>Gets the load settings. Settings that the engine of the model does not have are ignored.</summary>
    public LoadConfig ConfigFor(EmulatorModel model)
    {
        LoadConfig config = LoadConfig.ForRequest(model, ContextLength);
        return config with
        {
            EvalBatchSize = config.EvalBatchSize is null ? null : Asked.EvalBatchSize ?? config.EvalBatchSize,
            PhysicalBatchSize = config.PhysicalBatchSize is null ? null : Asked.PhysicalBatchSize ?? config.PhysicalBatchSize,
            Parallel = config.Parallel is null ? null : Asked.Parallel ?? config.Parallel,
            FlashAttention = config.FlashAttention is null ? null : Asked.FlashAttention ?? config.FlashAttention,
            ContextCheckpoints = config.ContextCheckpoints is null ? null : Asked.ContextCheckpoints ?? config.ContextCheckpoints,
            ReasoningBudgetMessage = config.ReasoningBudgetMessage is null ? null : Asked.ReasoningBudgetMessage ?? config.ReasoningBudgetMessage,
            SpeculativeDraft = config.SpeculativeDraft is null ? null : Asked.SpeculativeDraft,
            NumExperts = config.NumExperts is null ? null : Asked.NumExperts ?? config.NumExperts,
            OffloadKvCacheToGpu = config.OffloadKvCacheToGpu is null ? null : Asked.OffloadKvCacheToGpu ?? config.OffloadKvCacheToGpu,
        };
    }

    private static SpeculativeDraft ReadDraft(SchemaReader fields)
    {
        SpeculativeDraft defaults = new();
        return new()
        {
            Mtp = fields.Boolean("speculative_draft_mtp") ?? defaults.Mtp,
            Simple = fields.Boolean("speculative_draft_simple") ?? defaults.Simple,
            Model = fields.String("speculative_draft_model") ?? defaults.Model,
            MaxTokens = fields.Integer("speculative_draft_max_tokens", 0) ?? defaults.MaxTokens,
            MinTokens = fields.Integer("speculative_draft_min_tokens", 0) ?? defaults.MinTokens,
            MinContinueProbability = fields.Number("speculative_draft_min_continue_probability", 0, 1) ?? defaults.MinContinueProbability,
        };
    }
}
