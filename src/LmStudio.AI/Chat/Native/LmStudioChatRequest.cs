using System.Text.Json.Serialization;

namespace LmStudio.AI;

/// <summary>
/// A request to <c>POST /api/v1/chat</c> (<see href="https://lmstudio.ai/docs/developer/rest/chat"/>). The server selects the values of properties that are
/// <see langword="null"/>.
/// </summary>
/// <remarks>
/// To set properties that <see cref="Microsoft.Extensions.AI.ChatOptions"/> does not have, return a request from
/// <see cref="Microsoft.Extensions.AI.ChatOptions.RawRepresentationFactory"/>. Its values override the options. The factory must create a new one for each call.
/// </remarks>
public sealed class LmStudioChatRequest : IRawSettings
{
    /// <summary>Gets or sets the model: its key, a variant (<c>key@quantization</c>) or the id of a loaded instance. The server requires it.</summary>
    public string? Model { get; set; }

    /// <summary>Gets or sets the user's input. The server requires it.</summary>
    [JsonConverter(typeof(InputConverter))]
    public IList<LmStudioInputItem>? Input { get; set; }

    /// <summary>Gets or sets the system prompt. It is stored with the conversation. Models with strict templates fail if it is sent again.</summary>
    public string? SystemPrompt { get; set; }

    /// <summary>Gets or sets the MCP servers and plugins that LM Studio may call.</summary>
    public IList<LmStudioIntegration>? Integrations { get; set; }

    /// <summary>Gets or sets the sampling temperature, from 0 to 1.</summary>
    public float? Temperature { get; set; }

    /// <summary>Gets or sets the cumulative probability of the tokens to sample from (top-p), from 0 to 1.</summary>
    public float? TopP { get; set; }

    /// <summary>Gets or sets the number of most probable tokens to sample from (top-k).</summary>
    public int? TopK { get; set; }

    /// <summary>Gets or sets the minimum probability for a token to be considered (min-p), from 0 to 1.</summary>
    public float? MinP { get; set; }

    /// <summary>Gets or sets the penalty for repeated tokens. A value of 1 means no penalty.</summary>
    public float? RepeatPenalty { get; set; }

    /// <summary>Gets or sets the maximum number of tokens to generate, including reasoning.</summary>
    public int? MaxOutputTokens { get; set; }

    /// <summary>Gets or sets the reasoning setting: one of the model's <see cref="LmStudioReasoningCapability.AllowedOptions"/>. The server rejects others.</summary>
    public string? Reasoning { get; set; }

    /// <summary>Gets or sets the context length, in tokens, for a model that this request loads. An instance that is already loaded keeps its context length.</summary>
    public int? ContextLength { get; set; }

    /// <summary>Gets or sets a value indicating whether the server stores the response, so that it can be continued. The server's default is <see langword="true"/>.</summary>
    public bool? Store { get; set; }

    /// <summary>Gets or sets the id of the response to continue from. An older one branches the conversation.</summary>
    public string? PreviousResponseId { get; set; }

    /// <summary>Set by the client method that sends the request.</summary>
    [JsonInclude]
    internal bool? Stream { get; set; }

    ChatFeatures IRawSettings.Features => ChatFeatures.NativeRequest;

    string? IRawSettings.ConversationId => PreviousResponseId;

    /// <summary>Gets no secrets: <see cref="NativeChatEndpoint"/> adds those of <see cref="Integrations"/> to each request.</summary>
    IEnumerable<string> IRawSettings.Secrets => [];

    internal LmStudioChatRequest WithStream(bool stream)
    {
        LmStudioChatRequest copy = (LmStudioChatRequest)MemberwiseClone();
        copy.Stream = stream ? true : null;
        return copy;
    }
}
