using System.Text.Json.Serialization;

namespace LmStudio.AI;

/// <summary>What the model said. Any of it may be missing, null or empty.</summary>
internal sealed class ChatCompletionOutput
{
    [JsonConverter(typeof(TextOrJsonConverter))]
    public string? Content { get; init; }

    [JsonConverter(typeof(TextOrJsonConverter))]
    public string? ReasoningContent { get; init; }

    /// <summary>Gets the reasoning of models like gpt-oss, for which the server has another name.</summary>
    [JsonConverter(typeof(TextOrJsonConverter))]
    public string? Reasoning { get; init; }

    public IReadOnlyList<ChatCompletionToolCall>? ToolCalls { get; init; }

    public string? GetReasoning() => string.IsNullOrEmpty(ReasoningContent) ? Reasoning : ReasoningContent;
}
