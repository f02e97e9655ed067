using System.Text.Json.Serialization;

namespace LmStudio.AI;

/// <summary>
/// A request to <c>POST /v1/completions</c> (<see href="https://lmstudio.ai/docs/developer/openai-compat/completions"/>). The server selects the values of
/// properties that are <see langword="null"/>.
/// </summary>
/// <remarks>The prompt is sent to the model without a prompt template. Use it for base models and to fill in code.</remarks>
public sealed class LmStudioCompletionRequest
{
    /// <summary>Gets or sets the model: its key or the id of a loaded instance. It may be <see langword="null"/> if exactly one LLM is loaded.</summary>
    public string? Model { get; set; }

    /// <summary>Gets or sets the text to complete.</summary>
    public string? Prompt { get; set; }

    /// <summary>Gets or sets the text that follows the completion. Few models and engines support it; write fill-in-the-middle tokens into the prompt instead.</summary>
    public string? Suffix { get; set; }

    /// <summary>Gets or sets the maximum number of tokens to generate.</summary>
    public int? MaxTokens { get; set; }

    /// <summary>Gets or sets the sampling temperature.</summary>
    public float? Temperature { get; set; }

    /// <summary>Gets or sets the cumulative probability of the tokens to sample from (top-p), from 0 to 1.</summary>
    public float? TopP { get; set; }

    /// <summary>Gets or sets the number of most probable tokens to sample from (top-k).</summary>
    public int? TopK { get; set; }

    /// <summary>Gets or sets the stop sequences. They are not part of the completion.</summary>
    public IList<string>? Stop { get; set; }

    /// <summary>Gets or sets the sampling seed.</summary>
    public long? Seed { get; set; }

    /// <summary>Gets or sets the presence penalty, from -2 to 2.</summary>
    public float? PresencePenalty { get; set; }

    /// <summary>Gets or sets the frequency penalty, from -2 to 2.</summary>
    public float? FrequencyPenalty { get; set; }

    /// <summary>Gets or sets the penalty for repeated tokens. A value of 1 means no penalty.</summary>
    public float? RepeatPenalty { get; set; }

    /// <summary>Set by the client method that sends the request.</summary>
    [JsonInclude]
    internal bool? Stream { get; set; }

    /// <summary>Set by the client method that sends the request.</summary>
    [JsonInclude]
    internal CompletionStreamOptions? StreamOptions { get; set; }

    internal LmStudioCompletionRequest WithStream(bool stream)
    {
        LmStudioCompletionRequest copy = (LmStudioCompletionRequest)MemberwiseClone();
        copy.Stream = stream ? true : null;

        // OpenAI's option for token counts, without which LM Studio's chat completions do not stream them.
        copy.StreamOptions = stream ? new CompletionStreamOptions { IncludeUsage = true } : null;
        return copy;
    }
}
