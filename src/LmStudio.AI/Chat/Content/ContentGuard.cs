using Microsoft.Extensions.AI;

namespace LmStudio.AI;

/// <summary>Tells contents that only describe a message from those that carry what the user wants sent: the latter must not get lost in silence.</summary>
internal static class ContentGuard
{
    /// <summary>
    /// Returns whether the content has nothing to send. Questions to the user whether a tool may run, and the answers, are between the
    /// user and the program: the model hears of the call and its result, or of neither.
    /// </summary>
    public static bool IsEmpty(AIContent content) => content switch
    {
        TextContent text => string.IsNullOrEmpty(text.Text),
        TextReasoningContent reasoning => string.IsNullOrEmpty(reasoning.Text),
        UsageContent or ErrorContent or InputRequestContent or ToolApprovalResponseContent => true,
        FunctionCallContent or FunctionResultContent or McpServerToolCallContent or McpServerToolResultContent => false,

        // Those of another provider's own tools, of which the model has said what they gave.
        ToolCallContent or ToolResultContent => true,
        _ => content.GetType() == typeof(AIContent),
    };

    /// <exception cref="NotSupportedException">The message holds something other than text.</exception>
    public static void RequireText(ChatMessage message)
    {
        foreach (AIContent content in message.Contents)
        {
            if (content is not TextContent && !IsEmpty(content))
            {
                throw NotSupported(message.Role, content);
            }
        }
    }

    /// <summary>Makes the exception for a content that the endpoint has no field for.</summary>
    public static NotSupportedException NotSupported(ChatRole role, AIContent content)
    {
        string what = content switch
        {
            DataContent data => $"data of the type '{data.MediaType}'",
            UriContent uri => $"link of the type '{uri.MediaType}'",
            _ => content.GetType().Name,
        };
        return new NotSupportedException($"LM Studio does not support {what} in a message with the role '{role}'. Send text or images, or remove it from the message.");
    }
}
