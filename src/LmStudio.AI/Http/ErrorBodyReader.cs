using System.Text.Json;

namespace LmStudio.AI;

/// <summary>Reads the error bodies that LM Studio sends (docs/protocol.md, "Errors").</summary>
internal static class ErrorBodyReader
{
    /// <summary>Returns the error that a body tells of, or <see langword="null"/> when it is not JSON or not an error.</summary>
    public static ErrorBody? Read(ReadOnlyMemory<byte> body)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(body);
            return Read(document.RootElement);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Returns the error that a JSON value tells of, or <see langword="null"/> when it tells of none.</summary>
    public static ErrorBody? Read(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("error", out JsonElement error))
        {
            return null;
        }

        return error.ValueKind switch
        {
            // {"error":"…"}: unknown routes, some validation errors, and messages of the engine.
            JsonValueKind.String => new ErrorBody { Message = Text(error) },

            // {"error":{"message","type","code"?,"param"?}}, also inside {"type":"error",…} and beside a second "message".
            JsonValueKind.Object => new ErrorBody
            {
                Message = Text(error, "message") ?? Text(root, "message"),
                Type = Text(error, "type"),
                Code = Text(error, "code"),
                Param = Text(error, "param"),
            },
            _ => null,
        };
    }

    /// <summary>Reads the error of an event that is known to tell of one: as above, flat, or only a text.</summary>
    public static ErrorBody ReadEvent(JsonElement data) => Read(data) ?? (data.ValueKind == JsonValueKind.Object
        ? new ErrorBody { Message = Text(data, "message") ?? Text(data), Code = Text(data, "code"), Param = Text(data, "param") }
        : new ErrorBody { Message = Text(data) });

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out JsonElement value) && value.ValueKind != JsonValueKind.Null ? Text(value) : null;

    private static string? Text(JsonElement value)
    {
        try
        {
            return value.ValueKind == JsonValueKind.String ? JsonText.Read(value) : value.GetRawText();
        }
        catch (InvalidOperationException)
        {
            // Not UTF-8. That there is an error matters more than its words.
            return null;
        }
    }
}
