using System.Collections.ObjectModel;
using System.Text.Json.Serialization;
using Microsoft.Extensions.AI;
using Microsoft.SemanticKernel;

namespace LmStudio.AI.SemanticKernel;

/// <summary>Execution settings with everything that LM Studio takes, for kernels, prompts and agents.</summary>
/// <remarks>
/// What is not set is left to the server. The settings reach the request as they are typed here, not by way of JSON; their JSON has Semantic
/// Kernel's usual names and, for LM Studio's own settings, those of its API.
/// </remarks>
public sealed class LmStudioPromptExecutionSettings : PromptExecutionSettings
{
    /// <summary>Gets or sets the randomness of the choice of tokens, from 0 up.</summary>
    [JsonPropertyName("temperature")]
    public double? Temperature
    {
        get;
        set => Set(ref field, value);
    }

    /// <summary>Gets or sets the share of probability to choose tokens from, from 0 to 1.</summary>
    [JsonPropertyName("top_p")]
    public double? TopP
    {
        get;
        set => Set(ref field, value);
    }

    /// <summary>Gets or sets the number of the likeliest tokens to choose from.</summary>
    [JsonPropertyName("top_k")]
    public int? TopK
    {
        get;
        set => Set(ref field, value);
    }

    /// <summary>Gets or sets the least probability of a token to be chosen, from 0 to 1.</summary>
    [JsonPropertyName("min_p")]
    public double? MinP
    {
        get;
        set => Set(ref field, value);
    }

    /// <summary>Gets or sets the penalty on repeated tokens; 1 is none.</summary>
    [JsonPropertyName("repeat_penalty")]
    public double? RepeatPenalty
    {
        get;
        set => Set(ref field, value);
    }

    /// <summary>Gets or sets the penalty on tokens by how often they have occurred, from -2 to 2.</summary>
    [JsonPropertyName("frequency_penalty")]
    public double? FrequencyPenalty
    {
        get;
        set => Set(ref field, value);
    }

    /// <summary>Gets or sets the penalty on tokens that have occurred, from -2 to 2.</summary>
    [JsonPropertyName("presence_penalty")]
    public double? PresencePenalty
    {
        get;
        set => Set(ref field, value);
    }

    /// <summary>Gets or sets the most tokens to generate, reasoning included.</summary>
    [JsonPropertyName("max_tokens")]
    public int? MaxTokens
    {
        get;
        set => Set(ref field, value);
    }

    /// <summary>Gets or sets the context, in tokens, for a model that the request loads. A model that is loaded already keeps its own.</summary>
    [JsonPropertyName("context_length")]
    public int? ContextLength
    {
        get;
        set => Set(ref field, value);
    }

    /// <summary>Gets or sets the seed of the randomness.</summary>
    [JsonPropertyName("seed")]
    public long? Seed
    {
        get;
        set => Set(ref field, value);
    }

    /// <summary>Gets or sets how much a model reasons. It is set to the nearest value that the model accepts.</summary>
    /// <remarks>In JSON: <c>none</c>, <c>low</c>, <c>medium</c>, <c>high</c> or <c>xhigh</c>; LM Studio's <c>off</c> and <c>on</c> are read too.</remarks>
    [JsonPropertyName("reasoning_effort")]
    [JsonConverter(typeof(ReasoningEffortConverter))]
    public ReasoningEffort? ReasoningEffort
    {
        get;
        set => Set(ref field, value);
    }

    /// <summary>Gets or sets the response to go on from, so that only what is new is sent. <see cref="LmStudioContentExtensions"/> read it from answers.</summary>
    /// <remarks>Agents and chat histories resend what was said, and need none: see <see cref="LmStudioChatClientOptions.ContinueKnownConversations"/>.</remarks>
    [JsonPropertyName("conversation_id")]
    public string? ConversationId
    {
        get;
        set => Set(ref field, value);
    }

    /// <summary>Gets or sets a value indicating whether the answer is stored on the server, so that it can be gone on from.</summary>
    [JsonPropertyName("store")]
    [JsonConverter(typeof(BooleanConverter))]
    public bool? Store
    {
        get;
        set => Set(ref field, value);
    }

    /// <summary>Gets or sets the MCP servers and plugins whose tools LM Studio itself may call, without asking.</summary>
    /// <remarks>In JSON: the objects of LM Studio's API, or just the id of a plugin such as <c>"mcp/playwright"</c>.</remarks>
    [JsonPropertyName("integrations")]
    [JsonConverter(typeof(IntegrationsConverter))]
    public IList<LmStudioIntegration>? Integrations
    {
        get;
        set => Set(ref field, value);
    }

    /// <summary>Gets or sets the form of the answer.</summary>
    /// <remarks>In JSON: <c>"text"</c>, <c>"json_object"</c>, a JSON schema, or OpenAI's object with one.</remarks>
    [JsonPropertyName("response_format")]
    [JsonConverter(typeof(ResponseFormatConverter))]
    public ChatResponseFormat? ResponseFormat
    {
        get;
        set => Set(ref field, value);
    }

    /// <summary>Gets or sets the system prompt. It is joined with the system messages of the history.</summary>
    [JsonPropertyName("chat_system_prompt")]
    public string? ChatSystemPrompt
    {
        get;
        set => Set(ref field, value);
    }

    /// <summary>Gets or sets texts that end the answer.</summary>
    [JsonPropertyName("stop_sequences")]
    public IList<string>? StopSequences
    {
        get;
        set => Set(ref field, value);
    }

    /// <summary>Makes these settings from others, for instance from those of a prompt's configuration.</summary>
    /// <param name="executionSettings">The settings. <see langword="null"/> gives settings with nothing set.</param>
    /// <returns>The same object if it is of this class already, otherwise a new one with every value that has its name here.</returns>
    /// <exception cref="System.Text.Json.JsonException">A value cannot be what its name says.</exception>
    public static LmStudioPromptExecutionSettings FromExecutionSettings(PromptExecutionSettings? executionSettings) => executionSettings switch
    {
        null => new(),
        LmStudioPromptExecutionSettings settings => settings,
        _ => SettingsReader.Read(executionSettings),
    };

    /// <inheritdoc />
    public override void Freeze()
    {
        if (IsFrozen)
        {
            return;
        }

        if (StopSequences is not null)
        {
            StopSequences = new ReadOnlyCollection<string>(StopSequences);
        }

        if (Integrations is not null)
        {
            Integrations = new ReadOnlyCollection<LmStudioIntegration>(Integrations);
        }

        base.Freeze();
    }

    /// <inheritdoc />
    public override PromptExecutionSettings Clone() => new LmStudioPromptExecutionSettings
    {
        ServiceId = ServiceId,
        ModelId = ModelId,
        FunctionChoiceBehavior = FunctionChoiceBehavior,
        ExtensionData = ExtensionData is null ? null : new Dictionary<string, object>(ExtensionData),
        Temperature = Temperature,
        TopP = TopP,
        TopK = TopK,
        MinP = MinP,
        RepeatPenalty = RepeatPenalty,
        FrequencyPenalty = FrequencyPenalty,
        PresencePenalty = PresencePenalty,
        MaxTokens = MaxTokens,
        ContextLength = ContextLength,
        Seed = Seed,
        ReasoningEffort = ReasoningEffort,
        ConversationId = ConversationId,
        Store = Store,
        Integrations = Integrations is null ? null : [.. Integrations],
        ResponseFormat = ResponseFormat,
        ChatSystemPrompt = ChatSystemPrompt,
        StopSequences = StopSequences is null ? null : [.. StopSequences],
    };

    /// <inheritdoc />
    protected override void PrepareChatOptionsForRequest(ChatOptions options)
    {
        base.PrepareChatOptionsForRequest(Throw.IfNull(options));
        TypedSettings.Apply(this, options);
    }

    private void Set<T>(ref T field, T value)
    {
        ThrowIfFrozen();
        field = value;
    }
}
