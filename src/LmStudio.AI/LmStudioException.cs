using System.Net;

namespace LmStudio.AI;

/// <summary>The one exception for everything that goes wrong between the connector and LM Studio.</summary>
/// <remarks>
/// The message says what happened and ends with what to do next. It never contains the API token or the headers of an MCP server.
/// Cancellation is not a failure: it surfaces as <see cref="OperationCanceledException"/>.
/// </remarks>
public sealed class LmStudioException : Exception
{
    /// <summary>Initializes a new instance of the <see cref="LmStudioException"/> class.</summary>
    public LmStudioException()
    {
    }

    /// <summary>Initializes a new instance of the <see cref="LmStudioException"/> class.</summary>
    /// <param name="message">What happened, and what to do next.</param>
    public LmStudioException(string? message)
        : base(message)
    {
    }

    /// <summary>Initializes a new instance of the <see cref="LmStudioException"/> class.</summary>
    /// <param name="message">What happened, and what to do next.</param>
    /// <param name="innerException">The cause, if there is one.</param>
    public LmStudioException(string? message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Initializes a new instance of the <see cref="LmStudioException"/> class.</summary>
    /// <param name="kind">What went wrong.</param>
    /// <param name="message">What happened, and what to do next.</param>
    /// <param name="innerException">The cause, if there is one.</param>
    public LmStudioException(LmStudioErrorKind kind, string? message, Exception? innerException = null)
        : base(message, innerException) => Kind = kind;

    /// <summary>Gets what went wrong.</summary>
    public LmStudioErrorKind Kind { get; }

    /// <summary>Gets the HTTP status of the answer, or <see langword="null"/> when there was none or the error came inside a stream.</summary>
    /// <remarks>It can be 200: LM Studio answers some errors so.</remarks>
    public HttpStatusCode? StatusCode { get; internal init; }

    /// <summary>Gets how long to wait before the next request, where the answer or a handler tells it, as proxies do with the statuses 429 and 503.</summary>
    /// <remarks>LM Studio itself sends no <c>Retry-After</c>.</remarks>
    public TimeSpan? RetryAfter { get; internal init; }

    /// <summary>Gets the <c>error.type</c> that the server sent, for instance <c>invalid_request</c>.</summary>
    public string? ErrorType { get; internal init; }

    /// <summary>Gets the <c>error.code</c> that the server sent, for instance <c>unrecognized_keys</c>.</summary>
    public string? ErrorCode { get; internal init; }

    /// <summary>Gets the <c>error.param</c> that the server sent: the field of the request that it objects to.</summary>
    public string? Param { get; internal init; }
}
