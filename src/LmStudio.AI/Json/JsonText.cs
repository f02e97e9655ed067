using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace LmStudio.AI;

/// <summary>
/// Reads strings that may start or end with an unpaired surrogate: LM Studio splits text between the surrogates of an emoji. An unpaired surrogate anywhere
/// else becomes the replacement character.
/// </summary>
internal static class JsonText
{
    private const int HalfLength = 6;

    /// <summary>Other escapes, surrogate pairs and unpaired surrogates.</summary>
    private static readonly Regex Escapes = new(@"\\[^u]|\\ud[89ab][0-9a-f]{2}\\ud[c-f][0-9a-f]{2}|\\ud[89a-f][0-9a-f]{2}", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <exception cref="InvalidOperationException">The bytes are not UTF-8.</exception>
    public static string? Read(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString();
        }
        catch (InvalidOperationException) when (reader.ValueIsEscaped && !reader.HasValueSequence)
        {
            return Unescape(Decode(reader.ValueSpan));
        }
    }

    /// <exception cref="InvalidOperationException">The bytes are not UTF-8.</exception>
    public static string? Read(JsonElement element)
    {
        try
        {
            return element.GetString();
        }
        catch (InvalidOperationException)
        {
            string quoted = element.GetRawText();
            return Unescape(quoted.Substring(1, quoted.Length - 2));
        }
    }

    /// <summary>Reads the name of a property. Returns <see langword="null"/> if it is not valid Unicode.</summary>
    public static string? ReadName(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>
    /// Replaces escapes of unpaired surrogates in JSON: values with them could not be written again, for example in the next request or a caller's store.
    /// </summary>
    public static string ReplaceHalves(string json) => json.IndexOf("\\ud", StringComparison.OrdinalIgnoreCase) < 0 ? json
        : Escapes.Replace(json, static escape => escape.Length == HalfLength ? "\\ufffd" : escape.Value);

    private static string Decode(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return Strict.GetString(bytes.ToArray());
        }
        catch (DecoderFallbackException exception)
        {
            throw new InvalidOperationException("The text is not UTF-8.", exception);
        }
    }

    /// <summary>Resolves the escapes of a string that is known to be well-formed JSON.</summary>
    private static string Unescape(string escaped)
    {
        StringBuilder text = new(escaped.Length);
        for (int i = 0; i < escaped.Length; i++)
        {
            if (escaped[i] != '\\')
            {
                _ = text.Append(escaped[i]);
                continue;
            }

            char escape = escaped[++i];
            if (escape == 'u')
            {
                _ = text.Append((char)int.Parse(escaped.Substring(i + 1, 4), NumberStyles.HexNumber, CultureInfo.InvariantCulture));
                i += 4;
                continue;
            }

            _ = text.Append(escape switch
            {
                'b' => '\b',
                'f' => '\f',
                'n' => '\n',
                'r' => '\r',
                't' => '\t',
                _ => escape,
            });
        }

        ReplaceHalvesWithin(text);
        return text.ToString();
    }

    private static void ReplaceHalvesWithin(StringBuilder text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                i++;
            }
            else if (char.IsSurrogate(text[i]) && !(i == 0 && char.IsLowSurrogate(text[i])) && !(i == text.Length - 1 && char.IsHighSurrogate(text[i])))
            {
                text[i] = '\uFFFD';
            }
        }
    }
}
