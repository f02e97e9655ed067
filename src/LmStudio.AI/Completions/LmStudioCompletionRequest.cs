using System.Text.Json.Serialization;

namespace LmStudio.AI;

/// <summary>A request to <c>POST /v1/completions</c> (<see href="https://lmstudio.ai/docs/developer/openai-compat/completions"/>). What is left <see langword="null"/> is the server's choice.</summary>
/// <remarks>The prompt goes to the model as it is, without a prompt template: that is for base models and for filling in code.</remarks>
public sealed class LmStudioCompletionRequest
{
    /// <summary>Gets or sets the model: its key or the id of a loaded instance. <see langword="null"/> works where one LLM is loaded.</summary>
    public string? Model { get; set; }

    /// <summary>Gets or sets the text to go on from.</summary>
    public string? Prompt { get; set; }

    /// <summary>Gets or sets the text that follows the completion. Few models and engines heed it: tokens for filling in are better written into the prompt.</summary>
    public string? Suffix { get; set; }

    /// <summary>Gets or sets the most tokens to generate.</summary>
    public int? MaxTokens { get; set; }

    /// <summary>Gets or sets the sampling temperature.</summary>
    public float? Temperature { get; set; }

    /// <summary>Gets or sets the cumulative probability of the tokens to choose from, from 0 to 1.</summary>
    public float? TopP { get; set; }

    /// <summary>Gets or sets the number of most probable tokens to choose from.</summary>
    public int? TopK { get; set; }

    /// <summary>Gets or sets the texts that end the completion. They are not part of it.</summary>
    public IList<string>? Stop { get; set; }

    /// <summary>Gets or sets the seed of the sampling.</summary>
    public long? Seed { get; set; }

    /// <summary>Gets or sets the penalty on tokens that have occurred, from -2 to 2.</summary>
    public float? PresencePenalty { get; set; }

    /// <summary>Gets or sets the penalty on tokens by how often they have occurred, from -2 to 2.</summary>
    public float? FrequencyPenalty { get; set; }

    /// <summary>Gets or sets the penalty on repeated tokens. 1 is none.</summary>
    public float? RepeatPenalty { get; set; }

    /// <summary>Set by the client for the method that sends.</summary>
    [JsonInclude]
    internal bool? Stream { get; set; }

    /// <summary>Set by the client for the method that sends.</summary>
    [JsonInclude]
    internal CompletionStreamOptions? StreamOptions { get; set; }

    internal LmStudioCompletionRequest WithStream(bool stream)
    {
        LmStudioCompletionRequest copy = (LmStudioCompletionRequest)MemberwiseClone();
        copy.Stream = stream ? true : null;

        // OpenAI's way to ask for token counts, which LM Studio's chat completions do not stream without.
        copy.StreamOptions = stream ? new CompletionStreamOptions { IncludeUsage = true } : null;
        return copy;
    }
}
