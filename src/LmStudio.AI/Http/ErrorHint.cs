using System.Net;

namespace LmStudio.AI;

/// <summary>Provides the last sentence of error messages: what to do next.</summary>
internal static class ErrorHint
{
    /// <summary>Returns what to do about a failed response. LM Studio never sends some statuses, so they come from a proxy and must be fixed there.</summary>
    public static string For(LmStudioErrorKind kind, ErrorBody? error, HttpStatusCode? status) => (int?)status switch
    {
        401 when error is null => "A proxy requires credentials: send its headers with your own HttpClient, or set ApiToken if it accepts LM Studio's token.",
        403 when error is null => "A proxy rejected the request: allow it there.",
        304 => "A cache responded instead of LM Studio: exclude LM Studio's paths from caching.",
        407 => "A proxy requires credentials: set them on the proxy of your own HttpClient's handler.",
        408 or 504 or 522 or 524 => "A proxy timed out: raise its timeout, as loading a model and long responses take minutes.",
        413 => "A proxy rejected the size of the request: raise its limit (nginx: client_max_body_size), or send smaller images and a shorter history.",
        415 => "A proxy rejected JSON: configure it to forward requests unchanged.",
        429 => "A proxy limits the request rate: wait (for RetryAfter, if it is set) and send the request again, or raise the limit.",
        502 or 503 or 520 or 521 or 523 or 525 or 526 or 530 => "A proxy could not reach LM Studio: start the server with `lms server start`, and check the proxy's target address.",
        >= 400 and < 500 when error is null && kind == LmStudioErrorKind.InvalidRequest =>
            "LM Studio describes its errors, so a proxy or another server responded: check that the endpoint is LM Studio's address, and see the proxy's log.",
        _ => For(kind, error),
    };

    public static string For(LmStudioErrorKind kind, ErrorBody? error) => kind switch
    {
        LmStudioErrorKind.Unreachable => "Start the server with `lms server start` or on LM Studio's Developer page, or set the endpoint to its address.",
        LmStudioErrorKind.Timeout => "Set HttpClient.Timeout to Timeout.InfiniteTimeSpan and use a CancellationToken instead: loading a model can take minutes.",
        LmStudioErrorKind.UnsupportedServer => "The connector requires LM Studio 0.4.0 or newer: update it, and check that the endpoint is LM Studio's address.",
        LmStudioErrorKind.Redirected => "Redirects are not followed. Set the endpoint to LM Studio's own address.",
        LmStudioErrorKind.TooManyRequests => "Wait (for RetryAfter, if it is set) and send the request again, or raise the limit.",
        LmStudioErrorKind.InvalidResponse => "Check that the endpoint is LM Studio's address and that no proxy modifies responses.",
        LmStudioErrorKind.Unauthorized => "Set ApiToken or the environment variable LM_API_TOKEN to a token from LM Studio's server settings.",
        LmStudioErrorKind.Forbidden => "Allow it in LM Studio's server settings (\"Allow calling servers from mcp.json\" or \"Allow per-request MCPs\", with \"Require Authentication\" on) and in the token's permissions.",
        LmStudioErrorKind.ModelNotFound => "List the models with `lms ls` or LmStudioClient.ListModelsAsync, and download or load the one you want.",
        LmStudioErrorKind.ModelLoadFailed => "Unload other models, use a smaller context length or quantization, or change the loading guardrails in LM Studio's settings.",
        LmStudioErrorKind.ConversationNotFound => "Start a new conversation without a ConversationId: the server does not have this one, or has deleted it (it keeps responses for 30 days).",
        LmStudioErrorKind.ContextOverflow => "Load the model with a larger context length, or start a new conversation with a shorter prompt.",
        LmStudioErrorKind.McpServer when Says(error, "non-public address") => "LM Studio accepts only public addresses in requests: add a local server to its mcp.json and use its plugin id, like new HostedMcpServerTool(\"files\", \"mcp/files\").",
        LmStudioErrorKind.McpServer => "Check the server's address or plugin id (mcp.json's \"My_Server\" is \"mcp/my-server\") and that LM Studio can reach it.",
        LmStudioErrorKind.DownloadNotFound => "Start the download again: LM Studio forgets its jobs when it restarts.",
        LmStudioErrorKind.DownloadFailed => "Check the disk space and the internet connection of LM Studio, and start the download again.",
        LmStudioErrorKind.DownloadPaused => "Resume it in LM Studio's list of downloads, which its REST API cannot do, and wait for it again.",
        LmStudioErrorKind.DownloadStalled => "Pause and resume it in LM Studio's list of downloads, check the internet connection of LM Studio, and wait for it again.",
        LmStudioErrorKind.StreamInterrupted => "See LM Studio's server log (`lms log stream`) and send the message again: the model may have been unloaded or the server stopped.",
        LmStudioErrorKind.InvalidRequest when Says(error, "must be a base64 encoded image") => "Send the image as PNG or JPEG: LM Studio reports this error for WebP too.",
        LmStudioErrorKind.InvalidRequest => "Correct the request: LM Studio rejects unknown fields and values that the model does not support.",
        _ => "See LM Studio's server log (`lms log stream`).",
    };

    private static bool Says(ErrorBody? error, string text) => error?.Message?.Contains(text, StringComparison.OrdinalIgnoreCase) == true;
}
