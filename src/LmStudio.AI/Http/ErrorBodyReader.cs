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
            JsonValueKind.String => new ErrorBody { Message = error.GetString() },

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

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out JsonElement value) && value.ValueKind != JsonValueKind.Null
            ? value.ValueKind == JsonValueKind.String ? value.GetString() : value.GetRawText()
            : null;
}
