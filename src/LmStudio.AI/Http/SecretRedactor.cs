using System.Net;
using System.Text.Encodings.Web;
using System.Text.Json;
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

    private static string Replace(string text, string? secret)
    {
        if (secret is not { Length: >= ShortestSecret })
        {
            return text;
        }

        text = text.Replace(secret, Mask, StringComparison.Ordinal);
        foreach (string written in WaysToWrite(secret))
        {
            text = written == secret ? text : text.Replace(written, Mask, StringComparison.Ordinal);
        }

        return text;
    }

    /// <summary>How JSON, an address and a page would have it, which a text that was cut or garbled cannot be decoded from any more.</summary>
    private static IEnumerable<string> WaysToWrite(string secret) =>
    [
        JsonEncodedText.Encode(secret).Value,
        JsonEncodedText.Encode(secret, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).Value,
        Uri.EscapeDataString(secret),
        WebUtility.HtmlEncode(secret),
    ];
}
