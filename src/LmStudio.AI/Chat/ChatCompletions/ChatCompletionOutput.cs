using System.Text.Json;

namespace LmStudio.AI;

/// <summary>The model's output. Each part may be missing, null or empty.</summary>
internal sealed class ChatCompletionOutput
{
    public string? Content { get; private init; }

    /// <summary>Gets the reasoning. For models like gpt-oss, the server uses another name for it.</summary>
    public string? Reasoning { get; private init; }

    public required IReadOnlyList<ChatCompletionToolCall> ToolCalls { get; init; }

    public static ChatCompletionOutput Read(JsonElement output) => new()
    {
        Content = JsonMember.GetJoinedText(output, "content"),
        Reasoning = JsonMember.GetTextOrJson(output, "reasoning_content") is { Length: > 0 } reasoning ? reasoning : JsonMember.GetTextOrJson(output, "reasoning"),
        ToolCalls = [.. (JsonMember.GetItems(output, "tool_calls") ?? []).Where(static item => item.ValueKind == JsonValueKind.Object).Select(ChatCompletionToolCall.Read)],
    };
}
