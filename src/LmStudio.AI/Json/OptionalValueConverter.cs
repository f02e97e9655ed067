using System.Text.Json;
using System.Text.Json.Serialization;

namespace LmStudio.AI;

/// <summary>Reads a number, a boolean or a time. Anything else is read as <see langword="null"/>.</summary>
internal sealed class OptionalValueConverter<T> : JsonConverter<T?>
    where T : struct
{
    public override T? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        JsonElement value = JsonElement.ParseValue(ref reader);
        object? read = default(T) switch
        {
            int => JsonMember.ToInteger(value),
            long => JsonMember.ToCount(value),
            double => JsonMember.ToNumber(value),
            bool => value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean() : null,
            DateTimeOffset => value.ValueKind == JsonValueKind.String && value.TryGetDateTimeOffset(out DateTimeOffset time) ? time : null,
            _ => throw new NotSupportedException($"There is no reading of {typeof(T)}."),
        };
        return (T?)read;
    }

    public override void Write(Utf8JsonWriter writer, T? value, JsonSerializerOptions options) => throw new NotSupportedException("Answers are only read.");
}
