using System.Text.Json.Serialization;

namespace LmStudio.AI;

/// <summary>A request to <c>POST /api/v1/chat</c> (<see href="https://lmstudio.ai/docs/developer/rest/chat"/>). What is left <see langword="null"/> is the server's choice.</summary>
/// <remarks>
/// Return one from <see cref="Microsoft.Extensions.AI.ChatOptions.RawRepresentationFactory"/> to set what chat options have no property for:
/// its values win over the options. The factory must make a new one each time.
/// </remarks>
public sealed class LmStudioChatRequest
{
    /// <summary>Gets or sets the model: its key, a variant (<c>key@quantization</c>) or the id of a loaded instance. The server requires it.</summary>
    public string? Model { get; set; }

    /// <summary>Gets or sets what the user says. The server requires it.</summary>
    [JsonConverter(typeof(InputConverter))]
    public IList<LmStudioInputItem>? Input { get; set; }

    /// <summary>Gets or sets the system prompt. It is stored with the conversation: models with strict templates fail when it is sent again.</summary>
    public string? SystemPrompt { get; set; }

    /// <summary>Gets or sets the MCP servers and plugins that LM Studio may call.</summary>
    public IList<LmStudioIntegration>? Integrations { get; set; }

    /// <summary>Gets or sets the sampling temperature, from 0 to 1.</summary>
    public float? Temperature { get; set; }

    /// <summary>Gets or sets the cumulative probability of the tokens to choose from, from 0 to 1.</summary>
    public float? TopP { get; set; }

    /// <summary>Gets or sets the number of most probable tokens to choose from.</summary>
    public int? TopK { get; set; }

    /// <summary>Gets or sets the least probability of a token to be chosen, from 0 to 1.</summary>
    public float? MinP { get; set; }

    /// <summary>Gets or sets the penalty on repeated tokens. 1 is none.</summary>
    public float? RepeatPenalty { get; set; }

    /// <summary>Gets or sets the most tokens to generate, reasoning included.</summary>
    public int? MaxOutputTokens { get; set; }

    /// <summary>Gets or sets the reasoning: one of the model's <see cref="LmStudioReasoningCapability.AllowedOptions"/>. The server refuses others.</summary>
    public string? Reasoning { get; set; }

    /// <summary>Gets or sets the context in tokens for a model that this request loads. An instance that is loaded already keeps its own.</summary>
    public int? ContextLength { get; set; }

    /// <summary>Gets or sets a value indicating whether the server stores the answer, so that it can be continued. The server's default is <see langword="true"/>.</summary>
    public bool? Store { get; set; }

    /// <summary>Gets or sets the id of the response to continue from. An older one branches the conversation.</summary>
    public string? PreviousResponseId { get; set; }

    /// <summary>Set by the client for the method that sends.</summary>
    [JsonInclude]
    internal bool? Stream { get; set; }

    internal LmStudioChatRequest WithStream(bool stream)
    {
        LmStudioChatRequest copy = (LmStudioChatRequest)MemberwiseClone();
        copy.Stream = stream ? true : null;
        return copy;
    }
}
