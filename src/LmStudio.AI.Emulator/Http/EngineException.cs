using System.Text.Json.Nodes;

namespace LmStudio.AI.Emulator;

/// <summary>A request that is refused by the engine that runs the model, not by the server's validation: each endpoint passes it on in a form of its own.</summary>
/// <param name="message">What the engine says.</param>
/// <param name="statusCode">The status code on <c>/v1/chat/completions</c>, where the error is a text.</param>
internal sealed class EngineException(string message, int statusCode)
    : WireException(statusCode, new() { ["message"] = message }, WireJson.Compact(new JsonObject { ["error"] = message }))
{
    /// <summary>Gets the form that the native endpoint and <c>/v1/responses</c> have for it.</summary>
    /// <remarks>
    /// Captured of a prompt that is too long; that other refusals look the same is inferred from
    /// <see href="https://github.com/lmstudio-ai/lmstudio-bug-tracker/issues/2257"/>.
    /// </remarks>
    public WireException AsInternalError() => WireErrors.EngineFailure(Message);
}
