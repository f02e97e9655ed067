using System.Text.Json.Serialization;

namespace LmStudio.AI;

/// <summary>The result of loading a model.</summary>
public sealed class LmStudioLoadResult
{
    /// <summary>Gets or sets the type of the model: <c>llm</c> or <c>embedding</c>.</summary>
    public string? Type { get; set; }

    /// <summary>Gets or sets the id of the new instance. Use it, not the model's key, to unload the instance.</summary>
    public string InstanceId { get; set; } = "";

    /// <summary>Gets or sets the time that the load took, in seconds.</summary>
    public double? LoadTimeSeconds { get; set; }

    /// <summary>Gets or sets the state: <c>loaded</c>.</summary>
    public string? Status { get; set; }

    /// <summary>Gets or sets the applied settings, if <see cref="LmStudioLoadRequest.EchoLoadConfig"/> requested them.</summary>
    [JsonConverter(typeof(OptionalObjectConverter<LmStudioLoadConfig>))]
    public LmStudioLoadConfig? LoadConfig { get; set; }
}
