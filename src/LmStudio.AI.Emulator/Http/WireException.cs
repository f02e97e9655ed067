using System.Text.Json.Nodes;

namespace LmStudio.AI.Emulator;

/// <summary>A failure as the client is to see it: a status code and the value of <c>error</c> in the body.</summary>
internal sealed class WireException(int statusCode, JsonObject error) : Exception((string?)error["message"])
{
    public int StatusCode { get; } = statusCode;

    public JsonObject Error { get; } = error;
}
