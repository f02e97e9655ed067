using System.Buffers;

namespace LmStudio.AI.Yarp;

/// <summary>The format of conversation ids: <c>resp_</c> or <c>thread_</c> followed by digits; other servers may use other formats.</summary>
internal static class ConversationIdText
{
    /// <summary>The maximum length of an id. LM Studio's ids have 53 characters.</summary>
    public const int MaxLength = 256;

    private static readonly SearchValues<char> Characters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-");

    /// <summary>Returns whether a text can be an id. A request with any other text is not sent to a server.</summary>
    public static bool IsPossible(string text) => text.Length is > 0 and <= MaxLength && !text.AsSpan().ContainsAnyExcept(Characters);
}
