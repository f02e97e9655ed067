namespace LmStudio.AI.Emulator;

/// <summary>A model that counts as downloaded, with what <c>GET /api/v1/models</c> says about it.</summary>
/// <remarks>See <see href="https://lmstudio.ai/docs/developer/rest/list"/> for the meaning of each value.</remarks>
public sealed record EmulatorModel
{
    private readonly bool _hasFixedContextLength;

    /// <summary>Gets the key, for example <c>openai/gpt-oss-20b</c>. Loading over REST takes only this name.</summary>
    public required string Key { get; init; }

    /// <summary>Gets what the model is for. The default is <see cref="EmulatorModelType.Llm"/>.</summary>
    public EmulatorModelType Type { get; init; }

    /// <summary>Gets the publisher. The default is the part of <see cref="Key"/> before the slash.</summary>
    public string Publisher { get => field ?? Key.Split('/')[0]; init; }

    /// <summary>Gets the name to show. The default is the part of <see cref="Key"/> after the slash.</summary>
    public string DisplayName { get => field ?? BareName; init; }

    /// <summary>Gets the architecture, for example <c>qwen3</c>. The default is <c>llama</c>. In the native list, embedding models show none.</summary>
    public string Architecture { get; init; } = "llama";

    /// <summary>Gets the name of the quantization. The default is <c>Q4_K_M</c>.</summary>
    public string Quantization { get; init; } = "Q4_K_M";

    /// <summary>Gets the bits per weight. The default is 4.</summary>
    public double BitsPerWeight { get; init; } = 4;

    /// <summary>Gets the size of the model's files in bytes. The default is 2 GB.</summary>
    public long SizeBytes { get; init; } = 2_000_000_000;

    /// <summary>Gets the number of parameters as text, for example <c>20B</c>, or null when it is not known.</summary>
    public string? ParamsString { get; init; }

    /// <summary>Gets the file format. The default is <c>gguf</c>. An <c>mlx</c> instance shows other settings than a <c>gguf</c> one.</summary>
    public string Format { get; init; } = "gguf";

    /// <summary>Gets the longest context the model supports, in tokens. The default is 131,072.</summary>
    public int MaxContextLength { get; init; } = 131_072;

    /// <summary>Gets the context an instance gets when no length is asked for, in tokens. The default is 4,096.</summary>
    public int DefaultContextLength { get; init; } = 4_096;

    /// <summary>
    /// Gets the context that every load and every chat that loads the model gets, whatever it asks for, in tokens; null when they get what they ask for.
    /// The default is <see cref="MaxContextLength"/> for <c>mlx</c> models, which behave so, and null for others.
    /// See <see href="https://github.com/lmstudio-ai/lmstudio-bug-tracker/issues/2318"/>.
    /// </summary>
    public int? FixedContextLength { get => _hasFixedContextLength ? field : Format is "mlx" ? MaxContextLength : null; init => (field, _hasFixedContextLength) = (value, true); }

    /// <summary>Gets the number of experts of a mixture-of-experts model, or null (the default) for a dense one.</summary>
    public int? NumExperts { get; init; }

    /// <summary>Gets a value indicating whether the model takes images. The default is false.</summary>
    public bool Vision { get; init; }

    /// <summary>Gets a value indicating whether the model was trained for tool use. The default is true. Tools are offered to it either way.</summary>
    public bool TrainedForToolUse { get; init; } = true;

    /// <summary>
    /// Gets the values of <c>reasoning</c> the model takes, for example <c>off</c> and <c>on</c>. Empty, the default, means that it exposes no reasoning
    /// and that a request with a <c>reasoning</c> is refused.
    /// </summary>
    public IReadOnlyList<string> ReasoningOptions { get; init; } = [];

    /// <summary>Gets the reasoning of a request that names none. The default is the last of <see cref="ReasoningOptions"/>.</summary>
    public string? DefaultReasoning { get => field ?? ReasoningOptions.LastOrDefault(); init; }

    /// <summary>
    /// Gets the field that has the reasoning on <c>/v1/chat/completions</c>: <c>reasoning_content</c>, the default, or <c>reasoning</c>, which is where
    /// that of gpt-oss is found.
    /// </summary>
    public string ReasoningField { get; init; } = "reasoning_content";

    /// <summary>Gets the length of an embedding model's vectors. The default is 768.</summary>
    public int EmbeddingLength { get; init; } = 768;

    /// <summary>
    /// Gets a value indicating whether the model's chat template refuses a second system message and roles that don't alternate, as that of Ministral does.
    /// Sending <c>system_prompt</c> again on a conversation that has one is then answered with a 500 and, on the compatible endpoints, so are a user's
    /// message after another and one after the result of a function. The default is false.
    /// See <see href="https://github.com/lmstudio-ai/lmstudio-bug-tracker/issues/2219"/>.
    /// </summary>
    public bool StrictTemplate { get; init; }

    /// <summary>Gets the name of the one variant that is downloaded: key, <c>@</c>, quantization.</summary>
    internal string Variant => $"{Key}@{Quantization.ToLowerInvariant()}";

    internal string BareName => Key[(Key.LastIndexOf('/') + 1)..];
}
