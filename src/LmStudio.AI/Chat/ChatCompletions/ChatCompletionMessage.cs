using System.Text.Json.Serialization;

namespace LmStudio.AI;

/// <summary>A message of a request.</summary>
internal sealed class ChatCompletionMessage
{
    public required string Role { get; init; }

    [JsonConverter(typeof(ChatCompletionContentConverter))]
    public IReadOnlyList<ChatCompletionPart>? Content { get; init; }

    public IReadOnlyList<ChatCompletionToolCall>? ToolCalls { get; init; }

    public string? ToolCallId { get; init; }

    public static ChatCompletionMessage FromText(string role, string text) => new() { Role = role, Content = [ChatCompletionPart.FromText(text)] };
}
