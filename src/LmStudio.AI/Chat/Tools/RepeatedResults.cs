using Microsoft.Extensions.AI;

namespace LmStudio.AI;

/// <summary>Removes texts from tool messages that only repeat the result in the same message, as in Semantic Kernel's histories.</summary>
internal static class RepeatedResults
{
    public static ChatMessage[] Remove(ChatMessage[] messages) =>
        Array.Exists(messages, static message => message.Contents.Any(content => IsRepeated(message, content))) ? Array.ConvertAll(messages, Without) : messages;

    private static ChatMessage Without(ChatMessage message)
    {
        if (!message.Contents.Any(content => IsRepeated(message, content)))
        {
            return message;
        }

        ChatMessage rest = message.Clone();
        rest.Contents = [.. message.Contents.Where(content => !IsRepeated(message, content))];
        return rest;
    }

    private static bool IsRepeated(ChatMessage message, AIContent content) =>
        message.Role == ChatRole.Tool && content is TextContent text
        && message.Contents.OfType<FunctionResultContent>().Any(result => ToolResult.From(result).Text == text.Text);
}
