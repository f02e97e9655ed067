namespace LmStudio.AI;

/// <summary>Specifies the version of the native chat API that requests use.</summary>
/// <remarks>Responses of both versions are always understood. Requests must match the version of the server, which rejects unknown fields.</remarks>
public enum LmStudioApiDialect
{
    /// <summary>
    /// Uses <see cref="Released"/> until the caller passes, or the server returns, a conversation id that starts with <c>thread_</c>, and
    /// <see cref="Preview"/> from then on. This is the default.
    /// </summary>
    Auto,

    /// <summary>LM Studio 0.4.0 and newer: <c>previous_response_id</c>, <c>integrations</c>, <c>reasoning</c>.</summary>
    Released,

    /// <summary>The drafts published before 0.4.0: <c>thread_id</c>, <c>mcp_servers</c>, <c>reasoning_effort</c> and <c>enable_thinking</c>.</summary>
    Preview,
}
