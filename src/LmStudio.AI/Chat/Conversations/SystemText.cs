using Microsoft.Extensions.AI;

namespace LmStudio.AI;

/// <summary>Joins instructions and system messages into one text: strict templates reject a second or later system message.</summary>
internal static class SystemText
{
    /// <summary>The role of newer OpenAI models, which LM Studio treats as "system".</summary>
    private static readonly ChatRole Developer = new("developer");

    public static bool IsSystem(ChatMessage message) => message.Role == ChatRole.System || message.Role == Developer;

    /// <summary>Returns the texts in order, or <see langword="null"/> if there are none.</summary>
    /// <exception cref="NotSupportedException">A system message has content other than text.</exception>
    public static string? Join(string? first, string? instructions, IReadOnlyList<ChatMessage> messages)
    {
        List<string>? texts = null;
        Add(first);
        Add(instructions);

        foreach (ChatMessage message in messages)
        {
            if (IsSystem(message))
            {
                ContentGuard.RequireText(message);
                Add(message.Text);
            }
        }

        return texts is null ? null : string.Join("\n", texts);

        void Add(string? text)
        {
            if (!string.IsNullOrEmpty(text))
            {
                (texts ??= []).Add(text!);
            }
        }
    }
}
