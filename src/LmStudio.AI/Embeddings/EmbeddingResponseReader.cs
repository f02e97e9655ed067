using System.Text.Json;

namespace LmStudio.AI;

/// <summary>
/// Reads the response of <c>POST /v1/embeddings</c>, with its vectors directly into arrays of the right size. A vector is about 15 KB of JSON: an intermediate
/// document or list would take several times the memory of the vectors.
/// </summary>
internal ref struct EmbeddingResponseReader
{
    /// <summary>The length of the vectors of LM Studio's default model. The first vector is read into an array of this size.</summary>
    private const int UsualDimensions = 768;

    /// <summary>What <see cref="_reader"/> has been given to read.</summary>
    private ReadOnlySpan<byte> _json;
    private Utf8JsonReader _reader;

    private EmbeddingResponseReader(ReadOnlySpan<byte> json)
    {
        _json = json;
        _reader = new Utf8JsonReader(json);
    }

    /// <summary>Returns the response, or <see langword="null"/> for other JSON.</summary>
    /// <exception cref="JsonException">The body is malformed.</exception>
    public static EmbeddingResponse? Read(ReadOnlySpan<byte> body) => new EmbeddingResponseReader(body).Read();

    private EmbeddingResponse? Read()
    {
        _ = _reader.Read();
        if (_reader.TokenType != JsonTokenType.StartObject)
        {
            return null;
        }

        List<EmbeddingItem>? items = null;
        string? model = null;
        EmbeddingUsage? usage = null;
        while (_reader.Read() && _reader.TokenType == JsonTokenType.PropertyName)
        {
            if (_reader.ValueTextEquals("data"u8))
            {
                _ = _reader.Read();
                items = _reader.TokenType == JsonTokenType.Null ? null : ReadItems();
            }
            else if (_reader.ValueTextEquals("model"u8))
            {
                _ = _reader.Read();
                model = _reader.TokenType is JsonTokenType.String or JsonTokenType.Null ? _reader.GetString() : throw new JsonException();
            }
            else if (_reader.ValueTextEquals("usage"u8))
            {
                _ = _reader.Read();
                usage = JsonSerializer.Deserialize(ref _reader, EmbeddingJsonContext.Default.EmbeddingUsage);
            }
            else
            {
                _reader.Skip();
            }
        }

        // Throws if anything follows.
        _ = _reader.Read();
        return items is null ? null : new EmbeddingResponse { Data = items, Model = model, Usage = usage };
    }

    private List<EmbeddingItem> ReadItems()
    {
        Expect(JsonTokenType.StartArray);
        List<EmbeddingItem> items = [];

        // All vectors of a response have the same length, so the first one determines the size of the others.
        int dimensions = UsualDimensions;
        while (_reader.Read() && _reader.TokenType != JsonTokenType.EndArray)
        {
            EmbeddingItem item = ReadItem(dimensions);
            dimensions = item.Vector?.Length ?? dimensions;
            items.Add(item);
        }

        return items;
    }

    private EmbeddingItem ReadItem(int dimensions)
    {
        Expect(JsonTokenType.StartObject);
        int? index = null;
        float[]? vector = null;
        string? problem = "nothing";
        while (_reader.Read() && _reader.TokenType == JsonTokenType.PropertyName)
        {
            if (_reader.ValueTextEquals("embedding"u8))
            {
                _ = _reader.Read();
                vector = ReadVector(dimensions, out problem);
            }
            else if (_reader.ValueTextEquals("index"u8))
            {
                _ = _reader.Read();
                index = _reader.TokenType == JsonTokenType.Number && _reader.TryGetInt32(out int value) ? value : null;
                _reader.Skip();
            }
            else
            {
                _reader.Skip();
            }
        }

        return new EmbeddingItem(index, vector, problem);
    }

    /// <summary>Reads numbers. If there is something else, reports it and skips it.</summary>
    private float[]? ReadVector(int dimensions, out string? problem)
    {
        if (_reader.TokenType != JsonTokenType.StartArray)
        {
            problem = _reader.TokenType == JsonTokenType.String ? "a string" : Describe(_reader.TokenType);
            _reader.Skip();
            return null;
        }

        problem = null;
        float[] vector = new float[Math.Max(dimensions, 1)];
        int start = (int)_reader.BytesConsumed;
        if (FloatScanner.TryScan(_json.Slice(start), ref vector, out int length, out int end))
        {
            // Continue at the bracket that ends the array.
            _json = _json.Slice(start + end);
            _reader = new Utf8JsonReader(_json, isFinalBlock: true, _reader.CurrentState);
            _ = _reader.Read();
        }
        else
        {
            length = ReadNumbers(ref vector, out problem);
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

    /// <summary>Reads anything else than a plain list of numbers.</summary>
    private int ReadNumbers(ref float[] vector, out string? problem)
    {
        problem = null;
        int length = 0;
        while (_reader.Read() && _reader.TokenType != JsonTokenType.EndArray)
        {
            if (_reader.TokenType != JsonTokenType.Number)
            {
                problem ??= $"{Describe(_reader.TokenType)} at position {length}";
                _reader.Skip();
                continue;
            }

            if (length == vector.Length)
            {
                Array.Resize(ref vector, 2 * length);
            }

            if (!_reader.TryGetSingle(out float number) || float.IsInfinity(number))
            {
                problem ??= $"a number that is too large at position {length}";
            }

            vector[length++] = number;
        }

        return length;
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

    private readonly void Expect(JsonTokenType type)
    {
        if (_reader.TokenType != type)
        {
            throw new JsonException();
        }
    }
}
