using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace LmStudio.AI;

/// <summary>Reads the arguments of a model, which do not always have the type in the schema.</summary>
internal sealed class ModelToolArguments(AIFunctionArguments arguments)
{
    /// <exception cref="ModelToolException">The argument is missing.</exception>
    public string GetRequired(string name) => Get(name) ?? throw new ModelToolException($"The argument '{name}' is missing.");

    public string? Get(string name)
    {
        string? text = !arguments.TryGetValue(name, out object? value) ? null : value switch
        {
            null or JsonElement { ValueKind: JsonValueKind.Null or JsonValueKind.Undefined } => null,
            JsonElement { ValueKind: JsonValueKind.String } json => json.GetString(),
            JsonElement json => json.GetRawText(),
            _ => Convert.ToString(value, CultureInfo.InvariantCulture),
        };
        return string.IsNullOrWhiteSpace(text) ? null : text!.Trim();
    }

    /// <exception cref="ModelToolException">The argument is no positive whole number.</exception>
    public int? GetPositiveInteger(string name) =>
        Get(name) is not { } text ? null
        : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && value >= 1 && value <= int.MaxValue && Math.Floor(value) == value ? (int)value
        : throw new ModelToolException($"The argument '{name}' is '{text}', which is not a positive whole number.");

    public bool GetBoolean(string name) => bool.TryParse(Get(name), out bool value) && value;
}
