using System.Net;
using System.Text;
using System.Text.Json;

namespace LmStudio.AI;

/// <summary>Creates the <see cref="LmStudioException"/> for each kind of failure of a request.</summary>
internal sealed class FailureMapper(Uri endpoint, string? apiToken)
{
    private const int LongestSnippet = 200;

    /// <summary>The address as users write it.</summary>
    private readonly string _server = endpoint.AbsoluteUri.TrimEnd('/');

    /// <summary>Creates the exception for an unexpected response.</summary>
    public LmStudioException FromResponse(LmStudioRequest request, HttpResponseMessage response, byte[] body) =>
        ErrorBodyReader.Read(body) is { } error
            ? FromError(request, response.StatusCode, error, response)
            : FromUnreadable(request, response, body);

    /// <summary>Creates the exception for an error of the server.</summary>
    /// <param name="request">The request that failed.</param>
    /// <param name="status">The HTTP status, or <see langword="null"/> for an error inside a stream.</param>
    /// <param name="error">The server's error.</param>
    /// <param name="response">The response with the error, or <see langword="null"/> for an error inside a stream.</param>
    public LmStudioException FromError(LmStudioRequest request, HttpStatusCode? status, ErrorBody error, HttpResponseMessage? response = null)
    {
        LmStudioErrorKind kind = ErrorClassifier.Classify(status, error);
        string said = Sentence(Redact(error.Message ?? error.Type ?? "it gave no reason", request.Secrets));
        string message = kind switch
        {
            LmStudioErrorKind.UnsupportedServer => $"The server at {_server} does not support '{request.Method} /{request.Path}': {said}",
            _ when status is null => $"LM Studio at {_server} reported an error: {said}",
            _ => $"LM Studio at {_server} rejected '{request.Method} /{request.Path}' with status {(int)status}: {said}",
        };

        string? RedactAny(string? text) => text is null ? null : Redact(text, request.Secrets);

        return new LmStudioException(kind, $"{message} {request.Explain?.Invoke(error) ?? GetHint(request, kind, error, response)}")
        {
            StatusCode = status,
            RetryAfter = response is null ? null : RetryAfter.Read(response),
            ErrorType = RedactAny(error.Type),
            ErrorCode = RedactAny(error.Code),
            Param = RedactAny(error.Param),
        };
    }

    /// <summary>Creates the exception for a connection that was closed within a response.</summary>
    private LmStudioException Interrupted(Exception innerException) => Create(
        LmStudioErrorKind.StreamInterrupted,
        $"The connection to LM Studio at {_server} closed before the response was complete.",
        innerException);

    /// <summary>
    /// Creates the exception for another exception, or returns <see langword="null"/> if it must not be changed: an exception that is already mapped, a
    /// cancellation by the caller, or the use of a disposed object. An exception that contains a secret is always replaced.
    /// </summary>
    public Exception? FromException(LmStudioRequest request, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is LmStudioException)
        {
            return null;
        }

        Exception cause = Redact(exception, request.Secrets);
        bool hasSecrets = cause != exception;
        if (cancellationToken.IsCancellationRequested)
        {
            // A canceled request can fail in several ways. Callers must see only one.
            return exception is OperationCanceledException && !hasSecrets ? null : new OperationCanceledException(cause.Message, cause, cancellationToken);
        }

        return exception switch
        {
            OperationCanceledException => Create(LmStudioErrorKind.Timeout, $"LM Studio at {_server} did not respond within the timeout of the HttpClient.", cause),
            JsonException => Create(LmStudioErrorKind.InvalidResponse, $"The server at {_server} answered '{request.Method} /{request.Path}' with an invalid event: {Sentence(cause.Message)}", cause),
            HttpRequestException httpException => FromHttp(httpException, cause),
            IOException => Interrupted(cause),
            ObjectDisposedException { ObjectName: "System.Net.Http.HttpClient" } when !hasSecrets => null,
            _ => FromHandler(request, exception, cause),
        };
    }

    /// <summary>Redacts the token and other secrets in a text from the server.</summary>
    public string Redact(string text, IReadOnlyList<string>? secrets) => SecretRedactor.Redact(text, apiToken, secrets);

    /// <summary>Returns the exception, or a redacted one if it contains the token or another secret.</summary>
    public Exception Redact(Exception exception, IReadOnlyList<string>? secrets) => SecretRedactor.Redact(exception, apiToken, secrets);

    private LmStudioException FromHandler(LmStudioRequest request, Exception exception, Exception cause)
    {
        (LmStudioErrorKind kind, string hint) = HandlerFailure.Classify(exception);
        return new LmStudioException(kind, $"'{request.Method} /{request.Path}' to {_server} failed in a handler of the HttpClient: {Sentence(cause.Message)} {hint}", cause);
    }

    private LmStudioException FromHttp(HttpRequestException exception, Exception cause)
    {
#if NET
        switch (exception.HttpRequestError)
        {
            case HttpRequestError.ResponseEnded:
                return Interrupted(cause);
            case HttpRequestError.InvalidResponse:
                return Create(LmStudioErrorKind.UnsupportedServer, $"The server at {_server} does not speak HTTP: {Sentence(cause.Message)}", cause);
            case HttpRequestError.SecureConnectionError:
                return Create(LmStudioErrorKind.Unreachable, $"No secure connection to {_server} could be established: {Sentence(cause.Message)} LM Studio itself speaks http, not https.", cause);
        }
#endif
        return exception.InnerException is IOException
            ? Interrupted(cause)
            : Create(LmStudioErrorKind.Unreachable, $"No server responds at {_server}: {Sentence(cause.Message)}", cause);
    }

    private LmStudioException FromUnreadable(LmStudioRequest request, HttpResponseMessage response, byte[] body)
    {
        LmStudioErrorKind kind = response.IsSuccessStatusCode
            ? LmStudioErrorKind.InvalidResponse
            : ErrorClassifier.Classify(response.StatusCode, error: null);
        string type = response.Content.Headers.ContentType?.MediaType ?? "no content type";
        string said = BodyEncoding.Find(response.Content.Headers) is { } encoding ? $"{type} with the encoding {encoding}, which was not requested"
            : body.Length == 0 ? "an empty body"
            : $"{type}: \"{Snippet(body, request)}\"";
        return new LmStudioException(
            kind,
            $"The server at {_server} answered '{request.Method} /{request.Path}' with status {(int)response.StatusCode} and {said}. {GetHint(request, kind, error: null, response)}")
        {
            StatusCode = response.StatusCode,
            RetryAfter = RetryAfter.Read(response),
        };
    }

    private string GetHint(LmStudioRequest request, LmStudioErrorKind kind, ErrorBody? error, HttpResponseMessage? response) =>
        kind == LmStudioErrorKind.Redirected && response is not null && Redirect.Describe(response, new Uri(endpoint, request.Path), request.Path, text => Redact(text, request.Secrets)) is { } redirect
            ? redirect
            : ErrorHint.For(kind, error, response?.StatusCode);

    private string Snippet(byte[] body, LmStudioRequest request)
    {
        // Redacted before it is truncated, so that no part of a secret remains at the end.
        string text = Redact(Encoding.UTF8.GetString(body, 0, Math.Min(body.Length, 16 * LongestSnippet)), request.Secrets).Trim();
        text = new string([.. text.Select(static c => char.IsControl(c) && !char.IsWhiteSpace(c) ? '\uFFFD' : c)]);
        return text.Length <= LongestSnippet ? text : text.Substring(0, LongestSnippet) + "…";
    }

    private static LmStudioException Create(LmStudioErrorKind kind, string message, Exception? innerException) =>
        new(kind, $"{message} {ErrorHint.For(kind, error: null)}", innerException);

    private static string Sentence(string text)
    {
        text = text.Trim();
        return text.Length > 0 && text[text.Length - 1] is ('.' or '!' or '?') ? text : text + ".";
    }
}
