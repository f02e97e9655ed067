using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace LmStudio.AI;

/// <summary>Reads and writes typed values of <see cref="ChatOptions.AdditionalProperties"/>, including the types that result from a JSON round trip.</summary>
internal static class AdditionalProperty
{
    public static double? GetNumber(ChatOptions options, string key) => Get(options, key) switch
    {
        null => null,
        IConvertible value and (byte or sbyte or short or ushort or int or uint or long or ulong or float or double or decimal) => value.ToDouble(CultureInfo.InvariantCulture),
        JsonElement { ValueKind: JsonValueKind.Number } value => value.GetDouble(),
        string value when double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) => number,
        object value => throw Wrong(key, value, "a number"),
    };

    public static int? GetInteger(ChatOptions options, string key) => GetNumber(options, key) switch
    {
        null => null,
        double number when number >= int.MinValue && number <= int.MaxValue && Math.Floor(number) == number => (int)number,
        double number => throw Wrong(key, number, "a whole number"),
    };

    public static bool? GetBoolean(ChatOptions options, string key) => Get(options, key) switch
    {
        null => null,
        bool value => value,
        JsonElement { ValueKind: JsonValueKind.True } => true,
        JsonElement { ValueKind: JsonValueKind.False } => false,
        string value when bool.TryParse(value, out bool boolean) => boolean,
        object value => throw Wrong(key, value, "a boolean"),
    };

    public static void Set(ChatOptions options, string key, object? value)
    {
        _ = Throw.IfNull(options);
        if (value is null)
        {
            options.AdditionalProperties?.Remove(key);
        }
        else
        {
            (options.AdditionalProperties ??= [])[key] = value;
        }
    }

    private static object? Get(ChatOptions options, string key) =>
        Throw.IfNull(options).AdditionalProperties?.TryGetValue(key, out object? value) != true ? null
        : value is JsonElement { ValueKind: JsonValueKind.Null } ? null
        : value is JsonElement { ValueKind: JsonValueKind.String } text ? text.GetString()
        : value;

    private static ArgumentException Wrong(string key, object value, string expected) =>
        new($"ChatOptions.AdditionalProperties[\"{key}\"] is a {value.GetType().Name}, not {expected}.");
}
