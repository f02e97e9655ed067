namespace LmStudio.AI.Emulator;

/// <summary>Represents a downloaded model, as described by <c>GET /api/v1/models</c>.</summary>
/// <remarks>See <see href="https://lmstudio.ai/docs/developer/rest/list"/> for the meaning of each value.</remarks>
public sealed record EmulatorModel
{
    private readonly bool _hasFixedContextLength;

    /// <summary>Gets the key, for example <c>openai/gpt-oss-20b</c>. A load request accepts only this name.</summary>
    public required string Key { get; init; }

    /// <summary>Gets the type of the model. The default is <see cref="EmulatorModelType.Llm"/>.</summary>
    public EmulatorModelType Type { get; init; }

    /// <summary>Gets the publisher. The default is the part of <see cref="Key"/> before the slash.</summary>
    public string Publisher { get => field ?? Key.Split('/')[0]; init; }

    /// <summary>Gets the display name. The default is the part of <see cref="Key"/> after the slash.</summary>
    public string DisplayName { get => field ?? BareName; init; }

    /// <summary>Gets the architecture, for example <c>qwen3</c>. The default is <c>llama</c>. The native list omits it for embedding models.</summary>
    public string Architecture { get; init; } = "llama";

    /// <summary>Gets the name of the quantization. The default is <c>Q4_K_M</c>.</summary>
    public string Quantization { get; init; } = "Q4_K_M";

    /// <summary>Gets the number of bits per weight. The default is 4.</summary>
    public double BitsPerWeight { get; init; } = 4;

    /// <summary>Gets the size of the model's files in bytes. The default is 2 GB.</summary>
    public long SizeBytes { get; init; } = 2_000_000_000;

    /// <summary>Gets the number of parameters as text, for example <c>20B</c>, or <see langword="null"/> if it is unknown.</summary>
    public string? ParamsString { get; init; }

    /// <summary>Gets the file format. The default is <c>gguf</c>. Instances of <c>mlx</c> and <c>gguf</c> models have different settings.</summary>
    public string Format { get; init; } = "gguf";

    /// <summary>Gets the maximum context length that the model supports, in tokens. The default is 131,072.</summary>
    public int MaxContextLength { get; init; } = 131_072;

    /// <summary>Gets the context length of an instance if a request does not specify one, in tokens. The default is 4,096.</summary>
    public int DefaultContextLength { get; init; } = 4_096;

    /// <summary>
    /// Gets the context length of every instance that a request loads, in tokens, regardless of the length that the request specifies, or
    /// <see langword="null"/> to use the specified length. The default is <see cref="MaxContextLength"/> for <c>mlx</c> models, as in LM Studio, and
    /// <see langword="null"/> for others.
    /// See <see href="https://github.com/lmstudio-ai/lmstudio-bug-tracker/issues/2318"/>.
    /// </summary>
    public int? FixedContextLength
    {
        get => _hasFixedContextLength ? field : Format is "mlx" ? MaxContextLength : null;
        init => (field, _hasFixedContextLength) = (value, true);
    }

    /// <summary>Gets the number of experts of a mixture-of-experts model, or <see langword="null"/>, the default, for a dense model.</summary>
    public int? NumExperts { get; init; }

    /// <summary>Gets a value indicating whether the model accepts images. The default is <see langword="false"/>.</summary>
    public bool Vision { get; init; }

    /// <summary>Gets a value indicating whether the model was trained for tool use. The default is <see langword="true"/>. The model can call tools in either case.</summary>
    public bool TrainedForToolUse { get; init; } = true;

    /// <summary>
    /// Gets the values of <c>reasoning</c> that the model accepts, for example <c>off</c> and <c>on</c>. If empty, the default, the model has no reasoning
    /// setting, and a request that specifies <c>reasoning</c> fails.
    /// </summary>
    public IReadOnlyList<string> ReasoningOptions { get; init; } = [];

    /// <summary>Gets the value of <c>reasoning</c> if a request does not specify one. The default is the last of <see cref="ReasoningOptions"/>.</summary>
    public string? DefaultReasoning { get => field ?? ReasoningOptions.LastOrDefault(); init; }

    /// <summary>
    /// Gets the field that contains the reasoning on <c>/v1/chat/completions</c>: <c>reasoning_content</c>, the default, or <c>reasoning</c>, as for gpt-oss.
    /// </summary>
    public string ReasoningField { get; init; } = "reasoning_content";

    /// <summary>Gets the length of an embedding model's vectors. The default is 768.</summary>
    public int EmbeddingLength { get; init; } = 768;

    /// <summary>
    /// Gets a value indicating whether the chat template of the model rejects a second system message and roles that do not alternate, as that of Ministral
    /// does. Sending <c>system_prompt</c> again in a conversation that has one then fails with status 500. On the compatible endpoints, so does a user message
    /// after another user message or after a function result. The default is <see langword="false"/>.
    /// See <see href="https://github.com/lmstudio-ai/lmstudio-bug-tracker/issues/2219"/>.
    /// </summary>
    public bool StrictTemplate { get; init; }

    /// <summary>Gets the name of the downloaded variant: key, <c>@</c>, quantization.</summary>
    internal string Variant => $"{Key}@{Quantization.ToLowerInvariant()}";

    internal string BareName => Key[(Key.LastIndexOf('/') + 1)..];
}
