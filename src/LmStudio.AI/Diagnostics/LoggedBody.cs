using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace LmStudio.AI;

/// <summary>Creates the text for logging a body: one line, without secrets and binary data.</summary>
internal static class LoggedBody
{
    private const string Mask = "***";
    private const int LongestText = 16 * 1024;

    /// <summary>A longer text without a space in it is an image or another kind of data.</summary>
    private const int LongestWord = 256;
    private const int ShownOfData = 32;

    private static readonly JsonWriterOptions WriterOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    public static string Describe(ReadOnlySpan<byte> body, Func<string, string> redact)
    {
        // Redacted before it is truncated, so that no part of a secret remains at the end.
        string text = redact(TryRewrite(body, redact) ?? ToText(body)).Trim().Replace("\r", "\\r").Replace("\n", "\\n");
        return text.Length <= LongestText ? text : $"{text.Substring(0, LongestText)}… ({text.Length} characters)";
    }

    /// <summary>
    /// Rewrites JSON value by value. Secrets are searched for in decoded values, because JSON can encode them in many ways; the values of members for secrets
    /// are always redacted.
    /// </summary>
    private static string? TryRewrite(ReadOnlySpan<byte> body, Func<string, string> redact)
    {
        using MemoryStream text = new();
        try
        {
            using (Utf8JsonWriter writer = new(text, WriterOptions))
            {
                Rewrite(new Utf8JsonReader(body), writer, redact);
            }
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return null;
        }

        return Encoding.UTF8.GetString(text.GetBuffer(), 0, (int)text.Length);
    }

    private static void Rewrite(Utf8JsonReader reader, Utf8JsonWriter writer, Func<string, string> redact)
    {
        bool isHidden = false;
        int hidingDepth = 0;
        string name = "";
        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.StartObject:
                    writer.WriteStartObject();
                    break;

                case JsonTokenType.EndObject:
                    isHidden &= reader.CurrentDepth >= hidingDepth;
                    writer.WriteEndObject();
                    break;

                case JsonTokenType.StartArray:
                    writer.WriteStartArray();
                    break;

                case JsonTokenType.EndArray:
                    writer.WriteEndArray();
                    break;

                case JsonTokenType.PropertyName:
                    name = reader.GetString()!;
                    if (!isHidden || reader.CurrentDepth <= hidingDepth)
                    {
                        isHidden = HoldsSecrets(name);
                        hidingDepth = reader.CurrentDepth;
                    }

                    writer.WritePropertyName(redact(name));
                    break;

                case JsonTokenType.Null:
                    writer.WriteNullValue();
                    break;

                case var _ when isHidden:
                    writer.WriteStringValue(Mask);
                    break;

                case JsonTokenType.String:
                    writer.WriteStringValue(Shorten(redact(reader.GetString()!), name));
                    break;

                default:
                    writer.WriteRawValue(reader.ValueSpan, skipInputValidation: true);
                    break;
            }
        }
    }

    private static bool HoldsSecrets(string name) =>
        name.Equals("headers", StringComparison.OrdinalIgnoreCase)
        || name.Equals("api_key", StringComparison.OrdinalIgnoreCase)
        || name.StartsWith("authorization", StringComparison.OrdinalIgnoreCase);

    private static string Shorten(string value, string name)
    {
        if (name is "server_url" && value.IndexOf('?') is >= 0 and var query)
        {
            // Some servers require a key in their address.
            return value.Substring(0, query + 1) + Mask;
        }

        return value.Length <= LongestWord || value.IndexOf(' ') >= 0
            ? value
            : $"{value.Substring(0, ShownOfData)}… ({value.Length} characters)";
    }

    private static string ToText(ReadOnlySpan<byte> body) =>
#if NET
        Encoding.UTF8.GetString(body);
#else
        Encoding.UTF8.GetString(body.ToArray());
#endif
}
