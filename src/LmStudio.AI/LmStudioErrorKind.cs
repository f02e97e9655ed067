namespace LmStudio.AI;

/// <summary>Specifies the kind of error in an <see cref="LmStudioException"/>.</summary>
public enum LmStudioErrorKind
{
    /// <summary>The error is of no other kind. The exception message quotes the server or the HTTP handler.</summary>
    Unknown,

    /// <summary>No LM Studio server responded at the endpoint. It is not running, the address or port is wrong, or a proxy could not reach it (status 502 or 503).</summary>
    Unreachable,

    /// <summary>
    /// The <see cref="HttpClient.Timeout"/> of an injected <see cref="HttpClient"/>, the timeout of one of its handlers, or that of a proxy
    /// (status 408 or 504) elapsed. The connector itself sets no timeout.
    /// </summary>
    Timeout,

    /// <summary>The endpoint redirects to another address (status 3xx). Redirects are not followed.</summary>
    Redirected,

    /// <summary>The server does not support the REST API of LM Studio 0.4 or newer.</summary>
    UnsupportedServer,

    /// <summary>The response could not be parsed: it is not JSON, has a malformed event, or lacks a field.</summary>
    InvalidResponse,

    /// <summary>The server requires an API token, or rejected the one that was sent.</summary>
    Unauthorized,

    /// <summary>The token or the server's settings do not permit the request, for example the use of MCP servers.</summary>
    Forbidden,

    /// <summary>The server rejected the request as invalid.</summary>
    InvalidRequest,

    /// <summary>A proxy rejected the size of the request (status 413).</summary>
    RequestTooLarge,

    /// <summary>A proxy or a handler limits the number of requests (status 429). <see cref="LmStudioException.RetryAfter"/> is the time to wait, if it is known.</summary>
    TooManyRequests,

    /// <summary>The model is not downloaded, or the model instance is not loaded.</summary>
    ModelNotFound,

    /// <summary>The model could not be loaded, for example because there is not enough memory.</summary>
    ModelLoadFailed,

    /// <summary>The server does not know the conversation id. LM Studio deletes stored responses after 30 days.</summary>
    ConversationNotFound,

    /// <summary>The prompt does not fit into the model's context.</summary>
    ContextOverflow,

    /// <summary>The response is not JSON although a JSON response format was requested: the endpoint or the model's engine ignored the schema.</summary>
    SchemaNotFollowed,

    /// <summary>LM Studio could not reach or use an MCP server or plugin.</summary>
    McpServer,

    /// <summary>The server does not know the download job.</summary>
    DownloadNotFound,

    /// <summary>A download failed. Starting it again resumes it.</summary>
    DownloadFailed,

    /// <summary>A download is paused. It can only be resumed in LM Studio's user interface.</summary>
    DownloadPaused,

    /// <summary>A download has received no data for too long, although the server does not report it as failed.</summary>
    DownloadStalled,

    /// <summary>The connection closed before the response was complete.</summary>
    StreamInterrupted,

    /// <summary>The server failed while it handled the request.</summary>
    ServerError,
}
