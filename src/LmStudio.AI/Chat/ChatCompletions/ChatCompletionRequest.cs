namespace LmStudio.AI;

/// <summary>The body of <c>POST /v1/chat/completions</c>.</summary>
internal sealed class ChatCompletionRequest
{
    public required string Model { get; init; }

    public required IReadOnlyList<ChatCompletionMessage> Messages { get; init; }

    public float? Temperature { get; init; }

    public float? TopP { get; init; }

    public int? TopK { get; init; }

    public int? MaxTokens { get; init; }

    public IReadOnlyList<string>? Stop { get; init; }

    public long? Seed { get; init; }

    public float? PresencePenalty { get; init; }

    public float? FrequencyPenalty { get; init; }

    public float? RepeatPenalty { get; init; }

    public IReadOnlyList<ChatCompletionTool>? Tools { get; init; }

    public string? ToolChoice { get; init; }

    public bool? ParallelToolCalls { get; init; }

    public ChatCompletionResponseFormat? ResponseFormat { get; init; }

    public string? ReasoningEffort { get; init; }

    public bool? Stream { get; init; }

    public ChatCompletionStreamOptions? StreamOptions { get; init; }
}
