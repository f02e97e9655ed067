using System.Text.Json.Nodes;

namespace LmStudio.AI.Emulator;

/// <summary>The errors of <c>/v1/messages</c>.</summary>
/// <remarks>
/// <c>api_error</c> for engine errors and <c>invalid_request_error</c> for schema errors are captured; the other types are Anthropic's for the same status.
/// </remarks>
internal static class MessagesErrors
{
    public static WireException Invalid(string message) => From(new WireException(400, new() { ["message"] = message }));

    /// <remarks>The start of the path is captured for a role, and the message is zod's. The real message for a missing field is unknown.</remarks>
    public static WireException Required(string field) => Invalid($"request.{field}: Required");

    /// <summary>
    /// An engine error is reported as a server error, regardless of the engine's own status: <see href="https://github.com/utensils/claudette/pull/740"/> for a
    /// prompt that is too long, <see href="https://github.com/lmstudio-ai/lmstudio-bug-tracker/issues/2220"/> for a schema.
    /// </summary>
    public static WireException From(WireException failure)
    {
        int statusCode = failure is EngineException ? 500 : failure.StatusCode;
        return new(statusCode, failure.Error, WireJson.Pretty(Body(failure.Message, statusCode)));
    }

    public static JsonObject Body(WireException failure) => Body(failure.Message, failure is EngineException ? 500 : failure.StatusCode);

    private static JsonObject Body(string message, int statusCode) => new()
    {
        ["type"] = "error",
        ["error"] = new JsonObject
        {
            ["type"] = statusCode switch
            {
                400 => "invalid_request_error",
                401 => "authentication_error",
                403 => "permission_error",
                404 => "not_found_error",
                _ => "api_error",
            },
            ["message"] = message,
        },
    };
}
