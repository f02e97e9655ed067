using System.Text.Json.Serialization;

namespace LmStudio.AI;

/// <summary>The server's answer to a load.</summary>
public sealed class LmStudioLoadResult
{
    /// <summary>Gets or sets the kind of model: <c>llm</c> or <c>embedding</c>.</summary>
    public string? Type { get; set; }

    /// <summary>Gets or sets the id of the new instance. Unload by it, not by the model's key.</summary>
    public string InstanceId { get; set; } = "";

    /// <summary>Gets or sets how long the load took, in seconds.</summary>
    public double? LoadTimeSeconds { get; set; }

    /// <summary>Gets or sets the state: <c>loaded</c>.</summary>
    public string? Status { get; set; }

    /// <summary>Gets or sets the settings that were applied, where <see cref="LmStudioLoadRequest.EchoLoadConfig"/> asked for them.</summary>
    [JsonConverter(typeof(OptionalObjectConverter<LmStudioLoadConfig>))]
    public LmStudioLoadConfig? LoadConfig { get; set; }
}
