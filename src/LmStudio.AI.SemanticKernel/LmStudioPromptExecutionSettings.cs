using System.Collections.ObjectModel;
using System.Text.Json.Serialization;
using Microsoft.Extensions.AI;
using Microsoft.SemanticKernel;

namespace LmStudio.AI.SemanticKernel;

/// <summary>Execution settings for LM Studio, for kernels, prompts and agents.</summary>
/// <remarks>
/// The server selects the values of properties that are not set. In JSON, the settings have Semantic Kernel's usual names or, for LM Studio's own
/// settings, the names of its API.
/// </remarks>
public sealed class LmStudioPromptExecutionSettings : PromptExecutionSettings
{
    /// <summary>Gets or sets the sampling temperature.</summary>
    [JsonPropertyName("temperature")]
    public double? Temperature
    {
        get;
        set => Set(ref field, value);
    }

    /// <summary>Gets or sets the cumulative probability of the tokens to sample from (top-p), from 0 to 1.</summary>
    [JsonPropertyName("top_p")]
    public double? TopP
    {
        get;
        set => Set(ref field, value);
    }

    /// <summary>Gets or sets the number of most probable tokens to sample from (top-k).</summary>
    [JsonPropertyName("top_k")]
    public int? TopK
    {
        get;
        set => Set(ref field, value);
    }

    /// <summary>Gets or sets the minimum probability for a token to be considered (min-p), from 0 to 1.</summary>
    [JsonPropertyName("min_p")]
    public double? MinP
    {
        get;
        set => Set(ref field, value);
    }

    /// <summary>Gets or sets the penalty for repeated tokens. A value of 1 means no penalty.</summary>
    [JsonPropertyName("repeat_penalty")]
    public double? RepeatPenalty
    {
        get;
        set => Set(ref field, value);
    }

    /// <summary>Gets or sets the frequency penalty, from -2 to 2.</summary>
    [JsonPropertyName("frequency_penalty")]
    public double? FrequencyPenalty
    {
        get;
        set => Set(ref field, value);
    }

    /// <summary>Gets or sets the presence penalty, from -2 to 2.</summary>
    [JsonPropertyName("presence_penalty")]
    public double? PresencePenalty
    {
        get;
        set => Set(ref field, value);
    }

    /// <summary>Gets or sets the maximum number of tokens to generate, including reasoning.</summary>
    [JsonPropertyName("max_tokens")]
    public int? MaxTokens
    {
        get;
        set => Set(ref field, value);
    }

    /// <summary>Gets or sets the context length, in tokens, for a model that the request loads. A model that is already loaded keeps its context length.</summary>
    [JsonPropertyName("context_length")]
    public int? ContextLength
    {
        get;
        set => Set(ref field, value);
    }

    /// <summary>Gets or sets the sampling seed.</summary>
    [JsonPropertyName("seed")]
    public long? Seed
    {
        get;
        set => Set(ref field, value);
    }

    /// <summary>Gets or sets the reasoning effort. The nearest value that the model accepts is used.</summary>
    /// <remarks>In JSON: <c>none</c>, <c>low</c>, <c>medium</c>, <c>high</c> or <c>xhigh</c>; LM Studio's <c>off</c> and <c>on</c> are read too.</remarks>
    [JsonPropertyName("reasoning_effort")]
    [JsonConverter(typeof(ReasoningEffortConverter))]
    public ReasoningEffort? ReasoningEffort
    {
        get;
        set => Set(ref field, value);
    }

    /// <summary>
    /// Gets or sets the id of the response to continue from, so that only new messages are sent. <see cref="LmStudioContentExtensions"/> reads it from
    /// responses.
    /// </summary>
    /// <remarks>Agents and chat histories resend the history and do not need it: see <see cref="LmStudioChatClientOptions.ContinueKnownConversations"/>.</remarks>
    [JsonPropertyName("conversation_id")]
    public string? ConversationId
    {
        get;
        set => Set(ref field, value);
    }

    /// <summary>Gets or sets a value indicating whether the server stores the response, so that it can be continued.</summary>
    [JsonPropertyName("store")]
    [JsonConverter(typeof(BooleanConverter))]
    public bool? Store
    {
        get;
        set => Set(ref field, value);
    }

    /// <summary>Gets or sets the MCP servers and plugins whose tools LM Studio may call without approval.</summary>
    /// <remarks>In JSON: the objects of LM Studio's API, or just the id of a plugin such as <c>"mcp/playwright"</c>.</remarks>
    [JsonPropertyName("integrations")]
    [JsonConverter(typeof(IntegrationsConverter))]
    public IList<LmStudioIntegration>? Integrations
    {
        get;
        set => Set(ref field, value);
    }

    /// <summary>Gets or sets the response format.</summary>
    /// <remarks>In JSON: <c>"text"</c>, <c>"json_object"</c>, a JSON schema, or OpenAI's object with one.</remarks>
    [JsonPropertyName("response_format")]
    [JsonConverter(typeof(ResponseFormatConverter))]
    public ChatResponseFormat? ResponseFormat
    {
        get;
        set => Set(ref field, value);
    }

    /// <summary>Gets or sets the system prompt. It is combined with the system messages of the history.</summary>
    [JsonPropertyName("chat_system_prompt")]
    public string? ChatSystemPrompt
    {
        get;
        set => Set(ref field, value);
    }

    /// <summary>Gets or sets the stop sequences.</summary>
    [JsonPropertyName("stop_sequences")]
    public IList<string>? StopSequences
    {
        get;
        set => Set(ref field, value);
    }

    /// <summary>Creates settings from other settings, for example those of a prompt's configuration.</summary>
    /// <param name="executionSettings">The settings, or <see langword="null"/> for empty settings.</param>
    /// <returns>The same object if it already is of this class; otherwise, a new one with all values that this class supports.</returns>
    /// <exception cref="System.Text.Json.JsonException">A value has the wrong type.</exception>
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
