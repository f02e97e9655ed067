namespace LmStudio.AI;

/// <summary>What went wrong in a call to LM Studio, as far as a program can act on it.</summary>
public enum LmStudioErrorKind
{
    /// <summary>The failure fits no other kind. The message has what the server or a handler said.</summary>
    Unknown,

    /// <summary>No LM Studio answered at the endpoint: it is not running, the address or port is wrong, or a proxy could not reach it (status 502 or 503).</summary>
    Unreachable,

    /// <summary>
    /// The <see cref="HttpClient.Timeout"/> of an injected <see cref="HttpClient"/>, the time limit of one of its handlers, or that of a proxy
    /// (status 408 or 504) ran out. The connector itself sets no timeout.
    /// </summary>
    Timeout,

    /// <summary>Something answered, but not with LM Studio's REST API of version 0.4 or newer.</summary>
    UnsupportedServer,

    /// <summary>The server's answer could not be read: not JSON, a malformed event, or a field missing.</summary>
    InvalidResponse,

    /// <summary>The server requires an API token, or does not accept the one it was given.</summary>
    Unauthorized,

    /// <summary>The token or the server's settings do not permit the request, for instance the use of MCP servers.</summary>
    Forbidden,

    /// <summary>The server refused the request as it stands.</summary>
    InvalidRequest,

    /// <summary>The model is not downloaded, or the model instance is not loaded.</summary>
    ModelNotFound,

    /// <summary>The model could not be loaded, for instance because memory does not suffice.</summary>
    ModelLoadFailed,

    /// <summary>The server does not know the conversation id. LM Studio deletes stored responses after 30 days.</summary>
    ConversationNotFound,

    /// <summary>The prompt does not fit into the model's context.</summary>
    ContextOverflow,

    /// <summary>An MCP server or plugin could not be reached or used by LM Studio.</summary>
    McpServer,

    /// <summary>The server does not know the download job.</summary>
    DownloadNotFound,

    /// <summary>A download has failed. Starting it again goes on from what has arrived.</summary>
    DownloadFailed,

    /// <summary>A download is paused, which only LM Studio's user can end.</summary>
    DownloadPaused,

    /// <summary>A download has not grown for too long, though the server does not call it failed.</summary>
    DownloadStalled,

    /// <summary>The connection ended before the answer was complete.</summary>
    StreamInterrupted,

    /// <summary>The server failed while it handled the request.</summary>
    ServerError,

    /// <summary>The endpoint redirects to another address (status 3xx). Redirects are not followed.</summary>
    Redirected,

    /// <summary>A proxy does not let a request of that size through (status 413).</summary>
    RequestTooLarge,

    /// <summary>A proxy or a handler limits the number of requests (status 429). <see cref="LmStudioException.RetryAfter"/> has how long to wait, where that is told.</summary>
    TooManyRequests,

    /// <summary>The answer is not JSON, though a JSON response format was asked for: the endpoint or the model's engine has ignored the schema.</summary>
    SchemaNotFollowed,
}
