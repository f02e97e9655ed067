using System.Text.Json.Nodes;

namespace LmStudio.AI.Emulator;

/// <summary>A request that the engine rejects, not the server's validation: each endpoint reports it in its own format.</summary>
/// <param name="message">The engine's message.</param>
/// <param name="statusCode">The status code on <c>/v1/chat/completions</c>, where the error is a string.</param>
internal sealed class EngineException(string message, int statusCode)
    : WireException(statusCode, new() { ["message"] = message }, WireJson.Compact(new JsonObject { ["error"] = message }))
{
    /// <summary>Gets the error in the format of the native endpoint and <c>/v1/responses</c>.</summary>
    /// <remarks>
    /// Captured for a prompt that is too long; the same format for other errors is inferred from
    /// <see href="https://github.com/lmstudio-ai/lmstudio-bug-tracker/issues/2257"/>.
    /// </remarks>
    public WireException AsInternalError() => WireErrors.EngineFailure(Message);
}
