namespace LmStudio.AI.Emulator;

/// <summary>Specifies the dialect of LM Studio's native REST API that an <see cref="LmStudioEmulator"/> implements.</summary>
/// <remarks>
/// The fields of the other dialect are rejected as unknown keys.
/// </remarks>
public enum EmulatorDialect
{
    /// <summary>
    /// LM Studio 0.4: <c>previous_response_id</c>, <c>integrations</c>, <c>reasoning</c> and <c>tool_call</c> items.
    /// See <see href="https://lmstudio.ai/docs/developer/rest/chat"/>.
    /// </summary>
    Released,

    /// <summary>
    /// The API as first published, before any release implemented it: <c>thread_id</c>, <c>mcp_servers</c>, <c>reasoning_effort</c>,
    /// <c>enable_thinking</c> and <c>mcp_call</c> items.
    /// </summary>
    Preview,
}
