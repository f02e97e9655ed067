using System.Text.Json.Serialization;

namespace LmStudio.AI;

/// <summary>A downloaded model, as listed by <c>GET /api/v1/models</c> (<see href="https://lmstudio.ai/docs/developer/rest/list"/>).</summary>
public sealed class LmStudioModel
{
    /// <summary>Gets or sets the type of the model: <c>llm</c> or <c>embedding</c>. Newer servers may send other values.</summary>
    public string Type { get; set => field = value ?? ""; } = "";

    /// <summary>Gets or sets the publisher of the model, for example <c>qwen</c>.</summary>
    public string? Publisher { get; set; }

    /// <summary>Gets or sets the key that identifies the model in requests, for example <c>qwen/qwen3-4b-2507</c>.</summary>
    public string Key { get; set => field = value ?? ""; } = "";

    /// <summary>Gets or sets the display name.</summary>
    public string? DisplayName { get; set; }

    /// <summary>Gets or sets the model's architecture. Embedding models have none.</summary>
    public string? Architecture { get; set; }

    /// <summary>Gets or sets the quantization.</summary>
    [JsonConverter(typeof(OptionalObjectConverter<LmStudioQuantization>))]
    public LmStudioQuantization? Quantization { get; set; }

    /// <summary>Gets or sets the size on disk, in bytes.</summary>
    public long? SizeBytes { get; set; }

    /// <summary>Gets or sets the number of parameters as a string, for example <c>4B</c> or <c>26B-A4B</c>.</summary>
    public string? ParamsString { get; set; }

    /// <summary>Gets or sets the loaded instances of the model.</summary>
    public IList<LmStudioModelInstance> LoadedInstances { get; set => field = [.. (value ?? []).Where(static instance => instance.Id.Length > 0)]; } = [];

    /// <summary>Gets or sets the maximum context length that the model supports, in tokens. Instances may be loaded with less.</summary>
    public int? MaxContextLength { get; set; }

    /// <summary>Gets or sets the format of the weights: <c>gguf</c>, <c>mlx</c> or another.</summary>
    public string? Format { get; set; }

    /// <summary>Gets or sets the capabilities of the model. Embedding models have none.</summary>
    [JsonConverter(typeof(OptionalObjectConverter<LmStudioModelCapabilities>))]
    public LmStudioModelCapabilities? Capabilities { get; set; }

    /// <summary>Gets or sets the publisher's description.</summary>
    public string? Description { get; set; }

    /// <summary>Gets or sets the ids of the downloaded variants, for example <c>qwen/qwen3-4b-2507@4bit</c>.</summary>
    public IList<string>? Variants { get; set; }

    /// <summary>Gets or sets the variant that the key refers to.</summary>
    public string? SelectedVariant { get; set; }
}
