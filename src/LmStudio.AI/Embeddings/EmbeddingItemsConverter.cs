using System.Text.Json;
using System.Text.Json.Serialization;

namespace LmStudio.AI;

/// <summary>
/// Reads the vectors of an answer straight into arrays of their size. A vector is some 15 KB of JSON: a document or a list of numbers in
/// between would cost several times the vectors themselves.
/// </summary>
internal sealed class EmbeddingItemsConverter : JsonConverter<List<EmbeddingItem>>
{
    /// <summary>The length of the vectors of LM Studio's own default model. The first vector is read into an array of this size.</summary>
    private const int UsualDimensions = 768;

    public override List<EmbeddingItem> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        Expect(ref reader, JsonTokenType.StartArray);
        List<EmbeddingItem> items = [];

        // All vectors of an answer have the same length, so the first one gives the size for the others.
        int dimensions = UsualDimensions;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            EmbeddingItem item = ReadItem(ref reader, dimensions);
            dimensions = item.Vector?.Length ?? dimensions;
            items.Add(item);
        }

        return items;
    }

    public override void Write(Utf8JsonWriter writer, List<EmbeddingItem> value, JsonSerializerOptions options) => throw new NotSupportedException();

    private static EmbeddingItem ReadItem(ref Utf8JsonReader reader, int dimensions)
    {
        Expect(ref reader, JsonTokenType.StartObject);
        int? index = null;
        float[]? vector = null;
        string? problem = "nothing";
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("embedding"u8))
            {
                _ = reader.Read();
                vector = ReadVector(ref reader, dimensions, out problem);
            }
            else if (reader.ValueTextEquals("index"u8))
            {
                _ = reader.Read();
                index = reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out int value) ? value : null;
                reader.Skip();
            }
            else
            {
                reader.Skip();
            }
        }

        return new EmbeddingItem(index, vector, problem);
    }

    /// <summary>Reads numbers. Where something else comes in their place, says what, and reads past it.</summary>
    private static float[]? ReadVector(ref Utf8JsonReader reader, int dimensions, out string? problem)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            problem = reader.TokenType == JsonTokenType.String ? "a string" : Describe(reader.TokenType);
            reader.Skip();
            return null;
        }

        problem = null;
        float[] vector = new float[Math.Max(dimensions, 1)];
        int length = 0;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.Number)
            {
                problem ??= $"{Describe(reader.TokenType)} at position {length}";
                reader.Skip();
                continue;
            }

            if (length == vector.Length)
            {
                Array.Resize(ref vector, 2 * length);
            }

            vector[length++] = reader.GetSingle();
        }

        if (problem is not null)
        {
            return null;
        }

        if (length < vector.Length)
        {
            Array.Resize(ref vector, length);
        }

        return vector;
    }

    private static string Describe(JsonTokenType type) => type switch
    {
        // What JavaScript writes for a number that is none.
        JsonTokenType.Null => "null (not a number)",
        JsonTokenType.String => "a string",
        JsonTokenType.StartArray => "an array",
        JsonTokenType.StartObject => "an object",
        _ => "a boolean",
    };

    private static void Expect(ref Utf8JsonReader reader, JsonTokenType type)
    {
        if (reader.TokenType != type)
        {
            throw new JsonException();
        }
    }
}
