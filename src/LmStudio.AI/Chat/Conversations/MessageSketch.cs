using Microsoft.Extensions.AI;

namespace LmStudio.AI;

/// <summary>
/// A number that messages with the same digest share, and that others seldom have. It looks at a few characters only: histories without an
/// answer that could be known need no digest.
/// </summary>
internal static class MessageSketch
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
        uint sketch = (uint)text.Length;
        int step = (text.Length / 4) + 1;
        for (int i = 0; i < text.Length; i += step)
        {
            sketch = (sketch * 16_777_619) ^ text[i];
        }

        return (int)(text.Length > 0 ? (sketch * 16_777_619) ^ text[text.Length - 1] : sketch);
    }
}
