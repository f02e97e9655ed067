using System.Buffers;
using System.Text.Json;

namespace LmStudio.AI.Yarp;

/// <summary>
/// The event that reports to a client that the connection to the server was closed. It has the fields of the errors of all LM Studio endpoints.
/// </summary>
internal static class InterruptedEvent
{
    public static ReadOnlyMemory<byte> Create(string server)
    {
        string message = $"The connection to {server} was closed before the response was complete. Continue the conversation from the previous turn when the server is back.";
        ArrayBufferWriter<byte> text = new();
        text.Write("event: error\ndata: "u8);
        using (Utf8JsonWriter json = new(text))
        {
            json.WriteStartObject();
            json.WriteString("type", "error");
            json.WriteStartObject("error");
            json.WriteString("type", "stream_interrupted");
            json.WriteString("message", message);
            json.WriteEndObject();
            json.WriteString("message", message);
            json.WriteEndObject();
        }

        text.Write("\n\n"u8);
        return text.WrittenMemory;
    }
}
