namespace LmStudio.AI;

/// <summary>A model as <c>GET /v1/models</c> lists it (<see href="https://lmstudio.ai/docs/developer/openai-compat/models"/>).</summary>
public sealed class LmStudioOpenAIModel
{
    /// <summary>Gets or sets the id that requests name the model by.</summary>
    public string Id { get; set; } = "";

    /// <summary>Gets or sets the kind of object, <c>model</c>.</summary>
    public string? Object { get; set; }

    /// <summary>Gets or sets who owns the model. LM Studio sends a placeholder.</summary>
    public string? OwnedBy { get; set; }
}
