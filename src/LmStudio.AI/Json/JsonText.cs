using System.Globalization;
using System.Text;
using System.Text.Json;

namespace LmStudio.AI;

/// <summary>
/// Reads strings that may start or end with half of a surrogate pair: LM Studio splits text between the halves of an emoji. A half anywhere else
/// becomes the replacement character.
/// </summary>
internal static class JsonText
{
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
