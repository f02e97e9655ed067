using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace LmStudio.AI;

/// <summary>Reads the items of an array, except those that are null or of another type. Anything but an array reads as <see langword="null"/>.</summary>
internal sealed class ItemsConverter<T> : JsonConverter<IList<T>>
    where T : class
{
    public override IList<T>? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            reader.Skip();
            return null;
        }

        JsonTypeInfo<T> type = (JsonTypeInfo<T>)options.GetTypeInfo(typeof(T));
        JsonTokenType kind = typeof(T) == typeof(string) ? JsonTokenType.String : JsonTokenType.StartObject;
        List<T> items = [];
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != kind)
            {
                reader.Skip();
            }
            else if (JsonSerializer.Deserialize(ref reader, type) is { } item)
            {
                items.Add(item);
            }
        }

        return items;
    }

    public override void Write(Utf8JsonWriter writer, IList<T> value, JsonSerializerOptions options) => throw new NotSupportedException("Answers are only read.");
}
