namespace LmStudio.AI.Emulator;

/// <summary>Specifies the version of LM Studio's native REST API that an <see cref="LmStudioEmulator"/> supports.</summary>
/// <remarks>
/// An emulator supports one of the two: the fields of the other are rejected as unknown keys, as a real server does.
/// </remarks>
public enum EmulatorDialect
{
    /// <summary>
    /// LM Studio 0.4: <c>previous_response_id</c>, <c>integrations</c>, <c>reasoning</c> and <c>tool_call</c> items.
    /// See <see href="https://lmstudio.ai/docs/developer/rest/chat"/>.
    /// </summary>
    Released,

    /// <summary>
    /// The drafts published before 0.4.0: <c>thread_id</c>, <c>mcp_servers</c>, <c>reasoning_effort</c>,
    /// <c>enable_thinking</c> and <c>mcp_call</c> items.
    /// </summary>
    Preview,
}
