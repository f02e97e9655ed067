using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace LmStudio.AI;

/// <summary>Writes JSON that a model reads: on one line, and without escapes that are not needed, for the sake of its tokens.</summary>
internal static class CompactJson
{
    /// <summary>How deep the schemas in requests may be nested. The default limit is met by some 30 objects within each other.</summary>
    public const int MaxDepth = 512;

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write<T>(T value, JsonTypeInfo<T> type) => Write(writer => JsonSerializer.Serialize(writer, value, type));

    public static string Write(object value, JsonTypeInfo type) => Write(writer => JsonSerializer.Serialize(writer, value, type));

    private static string Write(Action<Utf8JsonWriter> write)
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter writer = new(stream, Options))
        {
            write(writer);
        }

        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }
}
