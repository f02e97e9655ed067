using System.Buffers;
using System.Text.Json;

namespace LmStudio.AI.Yarp;

/// <summary>The event that tells a client that the server has gone. It has what clients of each of LM Studio's endpoints look for in an error.</summary>
internal static class InterruptedEvent
{
    public static ReadOnlyMemory<byte> Create(string server)
    {
        string message = $"The connection to {server} broke off within the answer, which is not complete. The conversation can go on from the turn before, when the server is back.";
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
