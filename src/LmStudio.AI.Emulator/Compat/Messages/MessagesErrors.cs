using System.Text.Json.Nodes;

namespace LmStudio.AI.Emulator;

/// <summary>The errors of <c>/v1/messages</c>.</summary>
/// <remarks>Captured is <c>api_error</c> of a model that crashed; the other types are Anthropic's for the same status.</remarks>
internal static class MessagesErrors
{
    public static WireException Invalid(string message) => From(new WireException(400, new() { ["message"] = message }));

    public static WireException From(WireException failure) => new(failure.StatusCode, failure.Error, WireJson.Pretty(Body(failure)));

    public static JsonObject Body(WireException failure) => new()
    {
        ["type"] = "error",
        ["error"] = new JsonObject
        {
            ["type"] = failure.StatusCode switch
            {
                400 => "invalid_request_error",
                401 => "authentication_error",
                403 => "permission_error",
                404 => "not_found_error",
                _ => "api_error",
            },
            ["message"] = failure.Message,
        },
    };
}
