using System.Net;

namespace LmStudio.AI;

/// <summary>The last sentence of each error message: what to do next.</summary>
internal static class ErrorHint
{
    /// <summary>Returns what to do about a failed answer: statuses that LM Studio never sends are a proxy's, and to be mended there.</summary>
    public static string For(LmStudioErrorKind kind, ErrorBody? error, HttpStatusCode? status) => (int?)status switch
    {
        401 when error is null => "A proxy between wants credentials: pass its headers through an HttpClient of your own, or set ApiToken if it takes LM Studio's.",
        403 when error is null => "A proxy between refuses the request: permit it there.",
        304 => "A cache answered for LM Studio: let it pass LM Studio's paths on.",
        408 or 504 => "A proxy between gave up waiting: raise its time limit, as loading a model and long answers take minutes.",
        413 => "A proxy between takes no request of that size: raise its limit (nginx: client_max_body_size), or send smaller images and a shorter history.",
        415 => "A proxy between takes no JSON: have it pass requests on as they are.",
        429 => "A proxy between limits the requests: wait (for RetryAfter, where it is set) and send again, or raise the limit.",
        502 or 503 => "A proxy answered, and could not reach LM Studio behind it: start the server there with `lms server start`, and check where the proxy sends requests to.",
        _ => For(kind, error),
    };

    public static string For(LmStudioErrorKind kind, ErrorBody? error) => kind switch
    {
        LmStudioErrorKind.Unreachable => "Start the server with `lms server start` or on LM Studio's Developer page, or set the endpoint to where it listens.",
        LmStudioErrorKind.Timeout => "Set HttpClient.Timeout to Timeout.InfiniteTimeSpan and cancel by token instead: loading a model can take minutes.",
        LmStudioErrorKind.UnsupportedServer => "The connector needs LM Studio 0.4.0 or newer: update it, and check that the endpoint is LM Studio's address.",
        LmStudioErrorKind.Redirected => "Redirects are not followed. Set the endpoint to LM Studio's own address.",
        LmStudioErrorKind.TooManyRequests => "Wait (for RetryAfter, where it is set) and send again, or raise the limit.",
        LmStudioErrorKind.InvalidResponse => "Check that the endpoint is LM Studio's address and that no proxy between alters answers.",
        LmStudioErrorKind.Unauthorized => "Set ApiToken or the environment variable LM_API_TOKEN to a token of LM Studio's server settings.",
        LmStudioErrorKind.Forbidden => "Allow it in LM Studio's server settings (\"Allow calling servers from mcp.json\" or \"Allow per-request MCPs\", with \"Require Authentication\" on) and in the token's permissions.",
        LmStudioErrorKind.ModelNotFound => "See which models there are with `lms ls` or LmStudioClient.ListModelsAsync, and download or load the one you want.",
        LmStudioErrorKind.ModelLoadFailed => "Unload other models, ask for a smaller context length or quantization, or change the loading guardrails in LM Studio's settings.",
        LmStudioErrorKind.ConversationNotFound => "Start a new conversation without a ConversationId: the server does not have it, or no longer (stored responses are deleted after 30 days).",
        LmStudioErrorKind.ContextOverflow => "Load the model with a larger context length, or start a new conversation with a shorter prompt.",
        LmStudioErrorKind.McpServer when Says(error, "non-public address") => "LM Studio reaches only public addresses per request: add a local server to its mcp.json and name it by plugin id, like new HostedMcpServerTool(\"files\", \"mcp/files\").",
        LmStudioErrorKind.McpServer => "Check the server's address or plugin id (mcp.json's \"My_Server\" is \"mcp/my-server\") and that LM Studio can reach it.",
        LmStudioErrorKind.DownloadNotFound => "Start the download again: jobs are forgotten when LM Studio restarts.",
        LmStudioErrorKind.DownloadFailed => "Check LM Studio's disk space and connection, and start the download again.",
        LmStudioErrorKind.DownloadPaused => "Have it resumed on LM Studio's page of downloads, which its REST API cannot do, and wait for it again.",
        LmStudioErrorKind.DownloadStalled => "Pause and resume it on LM Studio's page of downloads, check LM Studio's connection, and wait for it again.",
        LmStudioErrorKind.StreamInterrupted => "Look into LM Studio's server log (`lms log stream`) and send the message again: the model may have been unloaded or the server stopped.",
        LmStudioErrorKind.InvalidRequest when Says(error, "must be a base64 encoded image") => "Send the image as PNG or JPEG: LM Studio says so also of WebP.",
        LmStudioErrorKind.InvalidRequest => "Correct the request: LM Studio refuses unknown fields and values that the model does not support.",
        _ => "Look into LM Studio's server log (`lms log stream`).",
    };

    private static bool Says(ErrorBody? error, string text) => error?.Message?.Contains(text, StringComparison.OrdinalIgnoreCase) == true;
}
