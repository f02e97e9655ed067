using Microsoft.Extensions.AI;

namespace LmStudio.AI;

/// <summary>
/// Converts system messages after the last assistant message to user messages. Other system messages are moved to the beginning, as templates
/// require; if these were too, the request would end with the assistant message, and the model would continue it instead of following the
/// instruction. Middleware that summarizes conversations sends such messages.
/// </summary>
internal static class TrailingInstruction
{
    /// <summary>Returns the messages, of which those at the end may be replaced.</summary>
    public static ChatMessage[] ToUser(ChatMessage[] messages)
    {
        int last = Array.FindLastIndex(messages, static message => !SystemText.IsSystem(message) && !message.Contents.All(ContentGuard.IsEmpty));
        if (last < 0 || messages[last].Role != ChatRole.Assistant)
        {
            return messages;
        }

        for (int i = last + 1; i < messages.Length; i++)
        {
            if (SystemText.IsSystem(messages[i]))
            {
                messages[i] = messages[i].Clone();
                messages[i].Role = ChatRole.User;
            }
        }

        return messages;
    }
}
