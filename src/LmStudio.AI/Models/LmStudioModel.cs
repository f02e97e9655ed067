using System.Text.Json.Serialization;

namespace LmStudio.AI;

/// <summary>A model that is downloaded to the server, as <c>GET /api/v1/models</c> lists it (<see href="https://lmstudio.ai/docs/developer/rest/list"/>).</summary>
public sealed class LmStudioModel
{
    /// <summary>Gets or sets the kind of model: <c>llm</c> or <c>embedding</c>. Newer servers may send other values.</summary>
    public string Type { get; set; } = "";

    /// <summary>Gets or sets who publishes the model, for instance <c>qwen</c>.</summary>
    public string? Publisher { get; set; }

    /// <summary>Gets or sets the key that chats and loads name the model by, for instance <c>qwen/qwen3-4b-2507</c>.</summary>
    public string Key { get; set; } = "";

    /// <summary>Gets or sets the name to show to people.</summary>
    public string? DisplayName { get; set; }

    /// <summary>Gets or sets the model's architecture. Embedding models have none.</summary>
    public string? Architecture { get; set; }

    /// <summary>Gets or sets how the weights are quantized.</summary>
    [JsonConverter(typeof(OptionalObjectConverter<LmStudioQuantization>))]
    public LmStudioQuantization? Quantization { get; set; }

    /// <summary>Gets or sets the size on disk, in bytes.</summary>
    public long? SizeBytes { get; set; }

    /// <summary>Gets or sets the number of parameters as people write it, for instance <c>4B</c> or <c>26B-A4B</c>.</summary>
    public string? ParamsString { get; set; }

    /// <summary>Gets or sets the instances of the model that are loaded. Empty when it is not loaded.</summary>
    public IList<LmStudioModelInstance> LoadedInstances { get; set => field = value ?? []; } = [];

    /// <summary>Gets or sets the largest context that the model supports, in tokens. What is loaded can be smaller.</summary>
    public int? MaxContextLength { get; set; }

    /// <summary>Gets or sets the format of the weights: <c>gguf</c>, <c>mlx</c> or another.</summary>
    public string? Format { get; set; }

    /// <summary>Gets or sets what the model can do. Embedding models have none.</summary>
    [JsonConverter(typeof(OptionalObjectConverter<LmStudioModelCapabilities>))]
    public LmStudioModelCapabilities? Capabilities { get; set; }

    /// <summary>Gets or sets the publisher's description.</summary>
    public string? Description { get; set; }

    /// <summary>Gets or sets the ids of the downloaded variants, for instance <c>qwen/qwen3-4b-2507@4bit</c>.</summary>
    public IList<string>? Variants { get; set; }

    /// <summary>Gets or sets the variant that the key stands for.</summary>
    public string? SelectedVariant { get; set; }
}
