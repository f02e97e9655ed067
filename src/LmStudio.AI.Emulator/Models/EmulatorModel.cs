namespace LmStudio.AI.Emulator;

/// <summary>A downloaded model, as listed by <c>GET /api/v1/models</c>.</summary>
/// <remarks>See <see href="https://lmstudio.ai/docs/developer/rest/list"/> for the meaning of each value.</remarks>
public sealed record EmulatorModel
{
    private readonly bool _hasFixedContextLength;

    /// <summary>Gets the key, for example <c>openai/gpt-oss-20b</c>. Load requests only accept this name.</summary>
    public required string Key { get; init; }

    /// <summary>Gets the type of the model. The default is <see cref="EmulatorModelType.Llm"/>.</summary>
    public EmulatorModelType Type { get; init; }

    /// <summary>Gets the publisher. The default is the part of <see cref="Key"/> before the slash.</summary>
    public string Publisher { get => field ?? Key.Split('/')[0]; init; }

    /// <summary>Gets the display name. The default is the part of <see cref="Key"/> after the slash.</summary>
    public string DisplayName { get => field ?? BareName; init; }

    /// <summary>Gets the architecture, for example <c>qwen3</c>. The default is <c>llama</c>. The native list does not show it for embedding models.</summary>
    public string Architecture { get; init; } = "llama";

    /// <summary>Gets the name of the quantization. The default is <c>Q4_K_M</c>.</summary>
    public string Quantization { get; init; } = "Q4_K_M";

    /// <summary>Gets the bits per weight. The default is 4.</summary>
    public double BitsPerWeight { get; init; } = 4;

    /// <summary>Gets the size of the model's files in bytes. The default is 2 GB.</summary>
    public long SizeBytes { get; init; } = 2_000_000_000;

    /// <summary>Gets the number of parameters as a string, for example <c>20B</c>, or <see langword="null"/> if it is unknown.</summary>
    public string? ParamsString { get; init; }

    /// <summary>Gets the file format. The default is <c>gguf</c>. Instances of <c>mlx</c> models show different settings.</summary>
    public string Format { get; init; } = "gguf";

    /// <summary>Gets the maximum context length, in tokens. The default is 131,072.</summary>
    public int MaxContextLength { get; init; } = 131_072;

    /// <summary>Gets the default context length, in tokens. The default is 4,096.</summary>
    public int DefaultContextLength { get; init; } = 4_096;

    /// <summary>
    /// Gets the context length that overrides the requested one, in tokens, or <see langword="null"/> to apply the requested one.
    /// The default is <see cref="MaxContextLength"/> for <c>mlx</c> models, as in LM Studio, and <see langword="null"/> for others.
    /// See <see href="https://github.com/lmstudio-ai/lmstudio-bug-tracker/issues/2318"/>.
    /// </summary>
    public int? FixedContextLength { get => _hasFixedContextLength ? field : Format is "mlx" ? MaxContextLength : null; init => (field, _hasFixedContextLength) = (value, true); }

    /// <summary>Gets the number of experts of a mixture-of-experts model. The default is <see langword="null"/>, for a dense model.</summary>
    public int? NumExperts { get; init; }

    /// <summary>Gets a value indicating whether the model accepts images. The default is <see langword="false"/>.</summary>
    public bool Vision { get; init; }

    /// <summary>Gets a value indicating whether the model was trained for tool use. The default is <see langword="true"/>. The model can use tools in either case.</summary>
    public bool TrainedForToolUse { get; init; } = true;

    /// <summary>
    /// Gets the accepted values of <c>reasoning</c>, for example <c>off</c> and <c>on</c>. The default is empty: the model has no reasoning, and requests
    /// with <c>reasoning</c> are rejected.
    /// </summary>
    public IReadOnlyList<string> ReasoningOptions { get; init; } = [];

    /// <summary>Gets the value for requests without <c>reasoning</c>. The default is the last of <see cref="ReasoningOptions"/>.</summary>
    public string? DefaultReasoning { get => field ?? ReasoningOptions.LastOrDefault(); init; }

    /// <summary>
    /// Gets the field for the reasoning on <c>/v1/chat/completions</c>: <c>reasoning_content</c>, which is the default, or <c>reasoning</c>, which gpt-oss
    /// uses.
    /// </summary>
    public string ReasoningField { get; init; } = "reasoning_content";

    /// <summary>Gets the number of dimensions of an embedding model. The default is 768.</summary>
    public int EmbeddingLength { get; init; } = 768;

    /// <summary>
    /// Gets a value indicating whether the model's chat template rejects a second system message and roles that do not alternate, as Ministral's does.
    /// Sending <c>system_prompt</c> again in a conversation then fails with status 500, as does, on the compatible endpoints, a user message that follows
    /// another one or a function result. The default is <see langword="false"/>.
    /// See <see href="https://github.com/lmstudio-ai/lmstudio-bug-tracker/issues/2219"/>.
    /// </summary>
    public bool StrictTemplate { get; init; }

    /// <summary>Gets the name of the downloaded variant: key, <c>@</c>, quantization.</summary>
    internal string Variant => $"{Key}@{Quantization.ToLowerInvariant()}";

    internal string BareName => Key[(Key.LastIndexOf('/') + 1)..];
}
