using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace LmStudio.AI;

/// <summary>The schema of a response, with the properties that LM Studio requires.</summary>
internal sealed class JsonFormat
{
    private const string StrictKey = "strict";
    private const int LongestName = 64;

    /// <summary>Any object: the server rejects requests for JSON without a schema.</summary>
    private static readonly JsonElement AnyObject = ParseAnyObject();

    private JsonFormat()
    {
    }

    public required string Name { get; init; }

    public string? Description { get; private init; }

    public required JsonElement Schema { get; init; }

    public required bool Strict { get; init; }

    /// <summary>Returns the format that the options ask for, or <see langword="null"/> for text.</summary>
    public static JsonFormat? From(ChatOptions? options) => options?.ResponseFormat is not ChatResponseFormatJson format ? null : new()
    {
        Name = ToName(format.SchemaName),
        Description = GivenText.OrNull(format.SchemaDescription),
        Schema = PortableSchema.Get(format) ?? AnyObject,
        Strict = AdditionalProperty.GetBoolean(options, StrictKey) ?? true,
    };

    /// <summary>Creates a name from letters, digits, '_' and '-', the only valid characters: names of generic types have others.</summary>
    private static string ToName(string? name)
    {
        StringBuilder text = new();
        foreach (char c in name ?? "")
        {
            if (text.Length < LongestName)
            {
                _ = text.Append(c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '_' or '-' ? c : '_');
            }
        }

        return text.Length > 0 ? text.ToString() : "response";
    }

    private static JsonElement ParseAnyObject()
    {
        using JsonDocument document = JsonDocument.Parse("""{"type":"object"}""");
        return document.RootElement.Clone();
    }
}
