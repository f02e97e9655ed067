using System.Text.Json.Nodes;

namespace LmStudio.AI.Emulator;

/// <summary>A failure as sent to the client: a status code and a body.</summary>
/// <param name="statusCode">The status code.</param>
/// <param name="error">The value of <c>error</c> in the body.</param>
/// <param name="body">The body, if it has more than <c>error</c>, indented by two spaces.</param>
internal class WireException(int statusCode, JsonObject error, string? body = null) : Exception((string?)error["message"])
{
    public int StatusCode { get; } = statusCode;

    public JsonObject Error { get; } = error;

    /// <summary>Gets a value indicating whether the body has more than <c>error</c>.</summary>
    public bool HasOwnBody => body is not null;

    public string Body => body ?? WireJson.Pretty(new JsonObject { ["error"] = Error.DeepClone() });
}
