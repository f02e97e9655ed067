using Microsoft.Extensions.AI;

namespace LmStudio.AI;

/// <summary>Distinguishes contents that only describe a message from those that must be sent: the latter must not be dropped silently.</summary>
internal static class ContentGuard
{
    /// <summary>
    /// Returns whether the content has nothing to send. Approval requests and responses are not sent: the model receives both the call and its result, or
    /// neither.
    /// </summary>
    public static bool IsEmpty(AIContent content) => content switch
    {
        TextContent text => string.IsNullOrEmpty(text.Text),
        TextReasoningContent reasoning => string.IsNullOrEmpty(reasoning.Text),
        UsageContent or ErrorContent or InputRequestContent or ToolApprovalResponseContent => true,
        FunctionCallContent or FunctionResultContent or McpServerToolCallContent or McpServerToolResultContent => false,

        // Calls of another provider's hosted tools, whose results are part of the response's text.
        ToolCallContent or ToolResultContent => true,
        _ => content.GetType() == typeof(AIContent),
    };

    /// <exception cref="NotSupportedException">The message has content other than text.</exception>
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

    /// <summary>Creates the exception for a content that the endpoint does not support.</summary>
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
