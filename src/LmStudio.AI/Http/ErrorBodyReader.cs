using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace LmStudio.AI;

/// <summary>Reads the error bodies that LM Studio sends (docs/protocol.md, "Errors").</summary>
internal static class ErrorBodyReader
{
    /// <summary>Returns the error in a body, or <see langword="null"/> if it is not JSON or not an error.</summary>
    public static ErrorBody? Read(ReadOnlyMemory<byte> body)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(ByteOrderMark.Skip(body));
            return Read(document.RootElement);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Returns the error in a JSON value, or <see langword="null"/> if there is none.</summary>
    public static ErrorBody? Read(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("error", out JsonElement error) || !Says(error))
        {
            return null;
        }

        return error.ValueKind switch
        {
            // {"error":"…"}: unknown routes, some validation errors, and messages of the engine.
            JsonValueKind.String or JsonValueKind.Array => new ErrorBody { Message = Text(error) },

            // {"error":{"message","type","code"?,"param"?}}, also inside {"type":"error",…} and next to a second "message".
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

    /// <summary>Returns whether the value of a member <c>error</c> is an error. Null, false, numbers and empty values are not.</summary>
    public static bool Says(JsonElement error) => error.ValueKind switch
    {
        JsonValueKind.String => !error.ValueEquals(""),
        JsonValueKind.Object => error.EnumerateObject().Any(),
        JsonValueKind.Array => error.GetArrayLength() > 0,
        _ => false,
    };

    /// <summary>Returns the data of an event of the type <c>error</c> as a JSON object. Proxies send a text, or other JSON.</summary>
    public static ReadOnlySpan<byte> ToObject(ReadOnlySpan<byte> data)
    {
        string text = Encoding.UTF8.GetString(data.ToArray()).Trim();
        JsonNode? error;
        try
        {
            error = JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            error = text;
        }

        return text.Length == 0 || error is JsonObject ? data : Encoding.UTF8.GetBytes(new JsonObject { ["error"] = error }.ToJsonString());
    }

    /// <summary>Reads the error of an error event: as above, flat, or only a string.</summary>
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
            // Not valid UTF-8. The error matters more than its text.
            return null;
        }
    }
}
