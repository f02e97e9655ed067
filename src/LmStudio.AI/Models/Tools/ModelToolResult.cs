using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace LmStudio.AI;

/// <summary>Writes the result of a tool: compact JSON without unknown values.</summary>
internal sealed class ModelToolResult : IDisposable
{
    // It goes to a model, not into a web page: an apostrophe shall stay one.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly MemoryStream _stream = new();
    private readonly Utf8JsonWriter _json;

    public ModelToolResult()
    {
        _json = new Utf8JsonWriter(_stream, Options);
        _json.WriteStartObject();
    }

    public static string Error(string message) => new ModelToolResult().Add("error", message).ToJson();

    public ModelToolResult Add(string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            _json.WriteString(name, value);
        }

        return this;
    }

    public ModelToolResult Add(string name, long? value)
    {
        if (value is { } number)
        {
            _json.WriteNumber(name, number);
        }

        return this;
    }

    public ModelToolResult Add(string name, bool value)
    {
        // False goes without saying.
        if (value)
        {
            _json.WriteBoolean(name, true);
        }

        return this;
    }

    public ModelToolResult Add(string name, IEnumerable<string> values)
    {
        if (values.Any())
        {
            _json.WriteStartArray(name);
            foreach (string value in values)
            {
                _json.WriteStringValue(value);
            }

            _json.WriteEndArray();
        }

        return this;
    }

    /// <summary>Adds an array of objects, also an empty one.</summary>
    public ModelToolResult AddObjects<T>(string name, IEnumerable<T> items, Action<ModelToolResult, T> write)
    {
        _json.WriteStartArray(name);
        foreach (T item in items)
        {
            _json.WriteStartObject();
            write(this, item);
            _json.WriteEndObject();
        }

        _json.WriteEndArray();
        return this;
    }

    /// <summary>Ends the object and returns it.</summary>
    public string ToJson()
    {
        _json.WriteEndObject();
        _json.Flush();
        string text = Encoding.UTF8.GetString(_stream.GetBuffer(), 0, (int)_stream.Length);
        Dispose();
        return text;
    }

    public void Dispose() => _json.Dispose();
}
