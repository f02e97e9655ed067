using System.Net;

namespace LmStudio.AI;

/// <summary>The exception that is thrown when a request to LM Studio fails.</summary>
/// <remarks>
/// The message says what happened and what to do next. It never contains the API token or the headers of an MCP server.
/// Cancellation is reported as <see cref="OperationCanceledException"/>.
/// </remarks>
public sealed class LmStudioException : Exception
{
    /// <summary>Initializes a new instance of the <see cref="LmStudioException"/> class.</summary>
    public LmStudioException()
    {
    }

    /// <summary>Initializes a new instance of the <see cref="LmStudioException"/> class.</summary>
    /// <param name="message">The message that says what happened and what to do next.</param>
    public LmStudioException(string? message)
        : base(message)
    {
    }

    /// <summary>Initializes a new instance of the <see cref="LmStudioException"/> class.</summary>
    /// <param name="message">The message that says what happened and what to do next.</param>
    /// <param name="innerException">The exception that caused this one, or <see langword="null"/>.</param>
    public LmStudioException(string? message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Initializes a new instance of the <see cref="LmStudioException"/> class.</summary>
    /// <param name="kind">The kind of error.</param>
    /// <param name="message">The message that says what happened and what to do next.</param>
    /// <param name="innerException">The exception that caused this one, or <see langword="null"/>.</param>
    public LmStudioException(LmStudioErrorKind kind, string? message, Exception? innerException = null)
        : base(message, innerException) => Kind = kind;

    /// <summary>Gets the kind of error.</summary>
    public LmStudioErrorKind Kind { get; }

    /// <summary>Gets the HTTP status code, or <see langword="null"/> if there was no response or the error was part of a stream.</summary>
    /// <remarks>It can be 200: LM Studio reports some errors this way.</remarks>
    public HttpStatusCode? StatusCode { get; internal init; }

    /// <summary>Gets the time to wait before the next request, as reported by a proxy (status 429 or 503) or an HTTP handler, or <see langword="null"/>.</summary>
    /// <remarks>LM Studio itself sends no <c>Retry-After</c>.</remarks>
    public TimeSpan? RetryAfter { get; internal init; }

    /// <summary>Gets the <c>error.type</c> that the server sent, for instance <c>invalid_request</c>.</summary>
    public string? ErrorType { get; internal init; }

    /// <summary>Gets the <c>error.code</c> that the server sent, for instance <c>unrecognized_keys</c>.</summary>
    public string? ErrorCode { get; internal init; }

    /// <summary>Gets the <c>error.param</c> that the server sent: the invalid field of the request.</summary>
    public string? Param { get; internal init; }
}
