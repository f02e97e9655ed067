using System.Buffers;

namespace LmStudio.AI.Yarp;

/// <summary>What ids of conversations look like: <c>resp_</c> or <c>thread_</c> with digits after it; other servers may have others.</summary>
internal static class ConversationIdText
{
    /// <summary>The longest id. LM Studio's have 53 characters.</summary>
    public const int MaxLength = 256;

    private static readonly SearchValues<char> Characters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-");

    /// <summary>Returns whether a text can be an id. Nobody is asked for what cannot.</summary>
    public static bool IsPossible(string text) => text.Length is > 0 and <= MaxLength && !text.AsSpan().ContainsAnyExcept(Characters);
}
