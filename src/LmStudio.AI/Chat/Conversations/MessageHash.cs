using Microsoft.Extensions.AI;

namespace LmStudio.AI;

/// <summary>
/// A cheap hash of a message, computed from a few characters: messages with equal digests have equal hashes. It identifies histories that need no digest,
/// because none of their responses resembles a stored one.
/// </summary>
internal static class MessageHash
{
    public static int Of(ChatMessage message)
    {
        IList<AIContent> contents = message.Contents;
        for (int i = contents.Count - 1; i >= 0; i--)
        {
            switch (contents[i])
            {
                case TextContent { Text.Length: > 0 } text:
                    return Of(text.Text);

                case FunctionCallContent call:
                    return Of(call.CallId);
            }
        }

        return 0;
    }

    private static int Of(string text)
    {
        uint hash = (uint)text.Length;
        int step = (text.Length / 4) + 1;
        for (int i = 0; i < text.Length; i += step)
        {
            hash = (hash * 16_777_619) ^ text[i];
        }

        return (int)(text.Length > 0 ? (hash * 16_777_619) ^ text[text.Length - 1] : hash);
    }
}
