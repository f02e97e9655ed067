using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.Logging;

namespace LmStudio.AI;

/// <summary>The one place that talks HTTP: sends, authenticates, reads JSON and event streams, and turns failures into <see cref="LmStudioException"/>.</summary>
internal sealed class LmStudioTransport
{
    private readonly HttpClient _httpClient;
    private readonly LmStudioCredentialSource _credentials;
    private readonly ILogger _logger;
    private int _warnedOfPlainToken;

    public LmStudioTransport(HttpClient httpClient, Uri endpoint, string? apiToken, Func<CancellationToken, ValueTask<string?>>? apiTokenProvider, ILogger logger)
    {
        _logger = logger;
        _httpClient = httpClient;
        Endpoint = endpoint;
        _credentials = new LmStudioCredentialSource(endpoint, apiToken, apiTokenProvider);
    }

    public Uri Endpoint { get; }

    /// <summary>Sends a request and reads the JSON response.</summary>
    /// <param name="request">The request.</param>
    /// <param name="type">The type of the response.</param>
    /// <param name="isComplete">
    /// Returns whether the response is the expected one. LM Studio sends some errors with status 200, so the status is not sufficient.
    /// </param>
    /// <param name="cancellationToken">Ends the request and closes its connection.</param>
    public Task<T> SendAsync<T>(LmStudioRequest request, JsonTypeInfo<T> type, Func<T, bool> isComplete, CancellationToken cancellationToken)
        where T : class =>
        SendAsync(request, body => JsonSerializer.Deserialize(body, type) is { } result && isComplete(result) ? result : null, cancellationToken);

    /// <summary>Sends a request and reads the body of the response.</summary>
    /// <param name="request">The request.</param>
    /// <param name="read">Reads the response.</param>
    /// <param name="cancellationToken">Ends the request and closes its connection.</param>
    public async Task<T> SendAsync<T>(LmStudioRequest request, BodyReader<T> read, CancellationToken cancellationToken)
        where T : class
    {
        LmStudioCredentials credentials = await _credentials.GetAsync(cancellationToken).ConfigureAwait(false);
        WarnOfPlainToken(credentials);
        FailureMapper failures = credentials.Failures;
        ExchangeLog log = ExchangeLog.Begin(_logger, request, Endpoint, failures);
        try
        {
            using HttpRequestMessage httpRequest = request.ToHttpRequest(Endpoint, credentials.Authorization, "application/json");
            using HttpResponseMessage response = await _httpClient.SendAsync(httpRequest, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
            log.Answer(response);
            using ResponseBody body = await ResponseBody.ReadAsync(response.Content, cancellationToken).ConfigureAwait(false);
            log.Body(body.Bytes);

            return response.IsSuccessStatusCode && TryRead(body.Bytes, read) is { } result
                ? result
                : throw log.Failure(failures.FromResponse(request, response, body.Bytes.ToArray()));
        }
        catch (Exception exception) when (failures.FromException(request, exception, cancellationToken) is { } failure)
        {
            throw log.Failure(failure);
        }
    }

    /// <summary>Sends a request and returns the events of the response, which the caller disposes.</summary>
    public async Task<EventStream<T>> OpenStreamAsync<T>(LmStudioRequest request, IStreamFormat<T> format, CancellationToken cancellationToken)
        where T : class
    {
        LmStudioCredentials credentials = await _credentials.GetAsync(cancellationToken).ConfigureAwait(false);
        WarnOfPlainToken(credentials);
        FailureMapper failures = credentials.Failures;
        ExchangeLog log = ExchangeLog.Begin(_logger, request, Endpoint, failures);
        HttpResponseMessage? response = null;
        try
        {
            using HttpRequestMessage httpRequest = request.ToHttpRequest(Endpoint, credentials.Authorization, "text/event-stream");
            response = await _httpClient.SendAsync(httpRequest, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
            log.Answer(response);

            bool isStream = response.IsSuccessStatusCode && response.Content.Headers.ContentType?.MediaType == "text/event-stream";
            if (isStream && BodyEncoding.Find(response.Content.Headers) is null)
            {
                Stream stream = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
                return new EventStream<T>(request, response, stream, format, failures, log, cancellationToken);
            }

            // Errors of a stream request are plain JSON, and those of servers before 0.4 even have status 200.
            byte[] body = isStream ? [] : await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
            log.Body(body);
            throw log.Failure(failures.FromResponse(request, response, body));
        }
        catch (Exception exception)
        {
            // Otherwise, the server would continue to generate an abandoned response.
            response?.Dispose();
            if (failures.FromException(request, exception, cancellationToken) is { } failure)
            {
                throw log.Failure(failure);
            }

            throw;
        }
    }

    /// <summary>Redacts the most recent token and other secrets in a text from the server.</summary>
    public string Redact(string text, IReadOnlyList<string>? secrets) => _credentials.Last.Failures.Redact(text, secrets);

    private void WarnOfPlainToken(LmStudioCredentials credentials)
    {
        if (credentials.Authorization is not null && Endpoint.Scheme == Uri.UriSchemeHttp && !Endpoint.IsLoopback && Interlocked.Exchange(ref _warnedOfPlainToken, 1) == 0)
        {
            HttpLog.TokenInPlain(_logger, Endpoint.AbsoluteUri.TrimEnd('/'));
        }
    }

    private static T? TryRead<T>(ReadOnlySpan<byte> body, BodyReader<T> read)
        where T : class
    {
        try
        {
            return read(body);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // The JSON reader throws the latter for text that is not valid Unicode.
            return null;
        }
    }
}
