using System.Net;

namespace LmStudio.AI;

/// <summary>Determines the kind of an error.</summary>
internal static class ErrorClassifier
{
    /// <summary>The engines' messages for a prompt that does not fit; there is no common code for it.</summary>
    private static readonly string[] ContextOverflowTexts =
    [
        "exceed_context_size_error",
        "exceeds the available context size",
        "Input does not fit in context length",
        "Context size has been exceeded",
        "n_keep",
        "greater than the context length",
        "when context the overflows",
    ];

    private static readonly string[] ModelLoadTexts = ["Model loading was stopped", "Failed to load model", "Error loading model"];

    /// <summary>The engines' messages for a schema that they cannot compile, with status 400 or 500 or as an event.</summary>
    private static readonly string[] SchemaTexts = ["Pattern must start with", "resolving ref", "Unsupported ref", "Unrecognized schema", "parse grammar", "schema conversion failed"];

    /// <summary>Classifies an error.</summary>
    /// <param name="status">The HTTP status, or <see langword="null"/> for an error inside a stream.</param>
    /// <param name="error">The server's error, or <see langword="null"/> if the body is not an error of LM Studio.</param>
    public static LmStudioErrorKind Classify(HttpStatusCode? status, ErrorBody? error)
    {
        string message = error?.Message ?? "";

        if (message.StartsWith("Unexpected endpoint or method", StringComparison.Ordinal))
        {
            return LmStudioErrorKind.UnsupportedServer;
        }

        return ByType(error) ?? ByStatus(status) ?? ByMessage(message) ?? ByRange(status, error);
    }

    private static LmStudioErrorKind? ByType(ErrorBody? error) => (error?.Type, error?.Code, error?.Param) switch
    {
        (_, "invalid_api_key", _) => LmStudioErrorKind.Unauthorized,
        ("mcp_connection_error" or "plugin_connection_error", _, _) => LmStudioErrorKind.McpServer,
        ("job_not_found", _, _) => LmStudioErrorKind.DownloadNotFound,
        ("model_not_found" or "model_not_loaded", _, _) or (_, "model_not_found", _) => LmStudioErrorKind.ModelNotFound,
        ("model_load_failed", _, _) => LmStudioErrorKind.ModelLoadFailed,
        ("exceed_context_size_error", _, _) or (_, "exceed_context_size_error", _) => LmStudioErrorKind.ContextOverflow,
        ("stream_interrupted", _, _) => LmStudioErrorKind.StreamInterrupted, // Sent by LmStudio.AI.Yarp if the connection to the server is closed within a response.
        ("not_implemented", _, _) => LmStudioErrorKind.UnsupportedServer,

        // The native code is only "invalid_value", so the param decides.
        (_, "previous_response_not_found", _) or (_, _, "previous_response_id" or "thread_id") => LmStudioErrorKind.ConversationNotFound,
        _ => null,
    };

    /// <summary>LM Studio itself sends only 401 and 403. The others come from a proxy, regardless of their body; those from 520 on from Cloudflare.</summary>
    private static LmStudioErrorKind? ByStatus(HttpStatusCode? status) => (int?)status switch
    {
        401 or 407 => LmStudioErrorKind.Unauthorized,
        403 => LmStudioErrorKind.Forbidden,
        304 => LmStudioErrorKind.InvalidResponse,
        >= 300 and < 400 => LmStudioErrorKind.Redirected,
        408 or 504 or 522 or 524 => LmStudioErrorKind.Timeout,
        413 => LmStudioErrorKind.RequestTooLarge,
        415 => LmStudioErrorKind.InvalidRequest,
        429 => LmStudioErrorKind.TooManyRequests,
        502 or 503 or 520 or 521 or 523 or 525 or 526 or 530 => LmStudioErrorKind.Unreachable,
        _ => null,
    };

    private static LmStudioErrorKind? ByMessage(string message) =>
        ContainsAny(message, ContextOverflowTexts) ? LmStudioErrorKind.ContextOverflow
        : ContainsAny(message, ModelLoadTexts) ? LmStudioErrorKind.ModelLoadFailed
        : message.StartsWith("Could not find stored response", StringComparison.Ordinal) ? LmStudioErrorKind.ConversationNotFound
        : message.StartsWith("No models loaded", StringComparison.Ordinal) || message.StartsWith("Invalid model identifier", StringComparison.Ordinal) ? LmStudioErrorKind.ModelNotFound
        : ContainsAny(message, SchemaTexts) ? LmStudioErrorKind.InvalidRequest
        : null;

    private static LmStudioErrorKind ByRange(HttpStatusCode? status, ErrorBody? error) => (int?)status switch
    {
        // An error event, or an error with status 200. Its type distinguishes client and server errors.
        null or (>= 200 and < 300) => error?.Type is "invalid_request" or "invalid_request_error" ? LmStudioErrorKind.InvalidRequest : LmStudioErrorKind.ServerError,
        404 or 405 when error is null => LmStudioErrorKind.UnsupportedServer,
        >= 400 and < 500 => LmStudioErrorKind.InvalidRequest,
        >= 500 => LmStudioErrorKind.ServerError,
        _ => LmStudioErrorKind.Unknown,
    };

    private static bool ContainsAny(string message, string[] texts)
    {
        foreach (string text in texts)
        {
            if (message.Contains(text, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
