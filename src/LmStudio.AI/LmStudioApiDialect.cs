namespace LmStudio.AI;

/// <summary>The form of the native chat API that a server speaks.</summary>
/// <remarks>Answers of both dialects are always understood; the dialect decides how requests are written, which the server checks strictly.</remarks>
public enum LmStudioApiDialect
{
    /// <summary>
    /// <see cref="Released"/>, until the caller passes a conversation id that starts with <c>thread_</c> or the server answers with one;
    /// <see cref="Preview"/> from then on. This is the default.
    /// </summary>
    Auto,

    /// <summary>LM Studio 0.4.0 and newer: <c>previous_response_id</c>, <c>integrations</c>, <c>reasoning</c>.</summary>
    Released,

    /// <summary>The drafts published before 0.4.0: <c>thread_id</c>, <c>mcp_servers</c>, <c>reasoning_effort</c> and <c>enable_thinking</c>.</summary>
    Preview,
}
