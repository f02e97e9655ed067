namespace LmStudio.AI;

/// <summary>A model as listed by <c>GET /v1/models</c> (<see href="https://lmstudio.ai/docs/developer/openai-compat/models"/>).</summary>
public sealed class LmStudioOpenAIModel
{
    /// <summary>Gets or sets the id that identifies the model in requests.</summary>
    public string Id { get; set => field = value ?? ""; } = "";

    /// <summary>Gets or sets the type of the object: <c>model</c>.</summary>
    public string? Object { get; set; }

    /// <summary>Gets or sets the owner of the model. LM Studio sends a placeholder.</summary>
    public string? OwnedBy { get; set; }
}
