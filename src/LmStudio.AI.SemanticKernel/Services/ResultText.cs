using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.AI;

namespace LmStudio.AI.SemanticKernel;

/// <summary>Handles the texts of function results. Semantic Kernel's own connectors add them to tool messages, next to the results.</summary>
internal static class ResultText
{
    public static string Of(FunctionResultContent content)
    {
        switch (content.Result)
        {
            case null:
                return "";

            case string or JsonElement:
                return content.Result.ToString() ?? "";

            default:
                return AIJsonUtilities.DefaultOptions.TryGetTypeInfo(content.Result.GetType(), out JsonTypeInfo? typeInfo)
                    ? JsonSerializer.Serialize(content.Result, typeInfo)
                    : content.Result.ToString() ?? "";
        }
    }

    /// <summary>Removes the texts from tool messages that repeat a result in the same message. LM Studio only accepts results.</summary>
    public static IEnumerable<ChatMessage> RemoveFrom(IEnumerable<ChatMessage> messages)
    {
        foreach (ChatMessage message in Throw.IfNull(messages))
        {
            yield return message.Role == ChatRole.Tool && message.Contents.Any(static content => content is TextContent) ? RemoveFrom(message) : message;
        }
    }

    private static ChatMessage RemoveFrom(ChatMessage message)
    {
        HashSet<string> results = [.. message.Contents.OfType<FunctionResultContent>().Select(Of)];
        message = message.Clone();
        message.Contents = [.. message.Contents.Where(content => content is not TextContent text || !results.Contains(text.Text))];
        return message;
    }
}
