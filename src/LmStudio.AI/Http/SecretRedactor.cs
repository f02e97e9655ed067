using System.Collections;
using System.Net;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace LmStudio.AI;

/// <summary>Redacts secrets in texts: LM Studio echoes the start of a malformed token, and any server may echo a header.</summary>
internal static class SecretRedactor
{
    private const string Mask = "***";

    /// <summary>Shorter values are ordinary words rather than secrets; redacting them would garble messages.</summary>
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

    /// <summary>
    /// Returns the exception, or a redacted replacement if it quotes a secret: JSON and HTTP parsers include invalid input in their messages, servers
    /// can echo requests, and handlers and token providers can throw any message.
    /// </summary>
    public static Exception Redact(Exception exception, string? apiToken, IReadOnlyList<string>? secrets = null)
    {
        string text = exception.ToString();
        string redacted = Redact(text, apiToken, secrets);
        if (HasSecretData(exception, apiToken, secrets))
        {
            return new RedactedException(Redact(exception.Message, apiToken, secrets), redacted);
        }

        if (redacted == text)
        {
            return exception;
        }

        // The stack trace contains no secrets, even if a folder or a class has the same name as a token.
        string said = WithoutStacks(text, exception);
        return Redact(said, apiToken, secrets) == said ? exception : new RedactedException(Redact(exception.Message, apiToken, secrets), redacted);
    }

    /// <summary>Returns whether an exception or one of its inner exceptions has a secret in its data, help link or source, which loggers write.</summary>
    private static bool HasSecretData(Exception exception, string? apiToken, IReadOnlyList<string>? secrets)
    {
        IEnumerable<Exception> inner = exception is AggregateException aggregate ? aggregate.InnerExceptions
            : exception.InnerException is { } single ? [single]
            : [];
        return IsSecret(exception.HelpLink)
            || IsSecret(exception.Source)
            || exception.Data.Count > 0 && exception.Data.Cast<DictionaryEntry>().Any(entry => IsSecret(entry.Key) || IsSecret(entry.Value))
            || inner.Any(cause => HasSecretData(cause, apiToken, secrets));

        // The contents of a list or another object are unknown, and loggers write them too.
        bool IsSecret(object? value) => value switch
        {
            null => false,
            string or IFormattable or bool or Uri or Version => Redact(value.ToString() ?? "", apiToken, secrets) != (value.ToString() ?? ""),
            _ => true,
        };
    }

    private static string WithoutStacks(string text, Exception exception)
    {
        for (Exception? next = exception; next is not null; next = next.InnerException)
        {
            text = string.IsNullOrEmpty(next.StackTrace) ? text : text.Replace(next.StackTrace, "", StringComparison.Ordinal);
        }

        return text;
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
            text = written == secret ? text : ReplaceInAnyCase(text, written);
        }

        return text;
    }

    /// <summary>Replaces an escaped text, ignoring the case of the hexadecimal digits.</summary>
    private static string ReplaceInAnyCase(string text, string written)
    {
        int position;
        while ((position = text.IndexOf(written, StringComparison.OrdinalIgnoreCase)) >= 0)
        {
            text = text.Remove(position, written.Length).Insert(position, Mask);
        }

        return text;
    }

    /// <summary>The JSON, URL and HTML encodings of a secret, for texts that were truncated or garbled and cannot be decoded.</summary>
    private static IEnumerable<string> WaysToWrite(string secret) =>
    [
        JsonEncodedText.Encode(secret).Value,
        JsonEncodedText.Encode(secret, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).Value,
        Uri.EscapeDataString(secret),
        WebUtility.HtmlEncode(secret),
    ];
}
