using System.Text.RegularExpressions;

namespace LmStudio.AI;

/// <summary>Takes secrets out of text that a server sent: LM Studio echoes the start of a malformed token, and any server may echo a header.</summary>
internal static class SecretRedactor
{
    private const string Mask = "***";

    /// <summary>Shorter values are words of the language rather than secrets; masking them would garble messages.</summary>
    private const int ShortestSecret = 4;

    private static readonly Regex TokenLike = new(@"sk-lm-[A-Za-z0-9:_\-]*|(?<=token provided: )\S+|(?<=Bearer )[A-Za-z0-9\-._~+/:]{8,}=*", RegexOptions.CultureInvariant);

    public static string Redact(string text, string? apiToken, IReadOnlyList<string>? secrets = null)
    {
        text = Replace(text, apiToken);
        if (secrets is not null)
        {
            foreach (string secret in secrets)
            {
                text = Replace(text, secret);
            }
        }

        return TokenLike.Replace(text, Mask);
    }

    private static string Replace(string text, string? secret) =>
        secret is { Length: >= ShortestSecret } ? text.Replace(secret, Mask, StringComparison.Ordinal) : text;
}
