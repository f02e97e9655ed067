using Microsoft.Extensions.AI;

namespace LmStudio.AI;

/// <summary>
/// Lets system messages that follow an answer of the model's be the user's. Other system messages go to the beginning, where templates want
/// them; if these did, the request would end with the answer, and the model would go on writing it instead of doing what it is told to.
/// Middleware that sums conversations up asks for it like this.
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
