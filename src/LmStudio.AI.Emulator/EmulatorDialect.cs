namespace LmStudio.AI.Emulator;

/// <summary>The dialect of LM Studio's native REST API that an <see cref="LmStudioEmulator"/> speaks.</summary>
/// <remarks>
/// An emulator speaks one of the two, strictly: the fields of the other are refused as unknown keys, as a real server would refuse them.
/// </remarks>
public enum EmulatorDialect
{
    /// <summary>
    /// LM Studio 0.4: <c>previous_response_id</c>, <c>integrations</c>, <c>reasoning</c> and <c>tool_call</c> items.
    /// See <see href="https://lmstudio.ai/docs/developer/rest/chat"/>.
    /// </summary>
    Released,

    /// <summary>
    /// The API as it was first published, before a release had it: <c>thread_id</c>, <c>mcp_servers</c>, <c>reasoning_effort</c>,
    /// <c>enable_thinking</c> and <c>mcp_call</c> items.
    /// </summary>
    Preview,
}
