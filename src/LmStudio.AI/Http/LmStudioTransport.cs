using System.Net.Http.Headers;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace LmStudio.AI;

/// <summary>The one place that talks HTTP: sends, authenticates, reads JSON and event streams, and turns failures into <see cref="LmStudioException"/>.</summary>
internal sealed class LmStudioTransport
{
    private readonly HttpClient _httpClient;
    private readonly AuthenticationHeaderValue? _authorization;
    private readonly FailureMapper _failures;

    public LmStudioTransport(HttpClient httpClient, Uri endpoint, string? apiToken)
    {
        _httpClient = httpClient;
        Endpoint = endpoint;
        _authorization = apiToken is null ? null : new AuthenticationHeaderValue("Bearer", apiToken);
        _failures = new FailureMapper(endpoint, apiToken);
    }

    public Uri Endpoint { get; }

    /// <summary>Sends a request and reads the JSON it is answered with.</summary>
    /// <param name="request">What to send.</param>
    /// <param name="type">How to read the answer.</param>
    /// <param name="isComplete">Whether the answer is what was asked for. LM Studio sends some errors with status 200, so the status does not tell.</param>
    /// <param name="cancellationToken">Ends the request and closes its connection.</param>
    public async Task<T> SendAsync<T>(LmStudioRequest request, JsonTypeInfo<T> type, Func<T, bool> isComplete, CancellationToken cancellationToken)
        where T : class
    {
        try
        {
            using HttpRequestMessage httpRequest = request.ToHttpRequest(Endpoint, _authorization, "application/json");
            using HttpResponseMessage response = await _httpClient.SendAsync(httpRequest, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
            byte[] body = await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);

            return response.IsSuccessStatusCode && TryRead(body, type) is { } result && isComplete(result)
                ? result
                : throw _failures.FromAnswer(request, response, body);
        }
        catch (Exception exception) when (_failures.FromException(request, exception, cancellationToken) is { } failure)
        {
            throw failure;
        }
    }

    /// <summary>Sends a request and reads the events it is answered with, up to the one that ends the answer.</summary>
    /// <remarks>An error event fails the request unless there was output before it, and if no end comes after it.</remarks>
    public async IAsyncEnumerable<T> StreamAsync<T>(LmStudioRequest request, IStreamFormat<T> format, [EnumeratorCancellation] CancellationToken cancellationToken)
        where T : class
    {
        using HttpResponseMessage response = await OpenStreamAsync(request, cancellationToken).ConfigureAwait(false);
#if !NET
        // The old streams do not end a pending read when the token is cancelled; disposing the response does.
        using CancellationTokenRegistration closing = cancellationToken.Register(static state => ((HttpResponseMessage)state).Dispose(), response);
#endif
        using Stream stream = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        IAsyncEnumerator<SseItem<T?>> events = SseParser.Create(stream, format.Parse).EnumerateAsync(cancellationToken).GetAsyncEnumerator(cancellationToken);
        ErrorBody? error = null;
        bool hasOutput = false;

        await using (events.ConfigureAwait(false))
        {
            while (true)
            {
                try
                {
                    if (!await events.MoveNextAsync().ConfigureAwait(false))
                    {
                        throw new EndOfStreamException("The stream ended without its last event.");
                    }
                }
                catch (IOException) when (error is not null && !cancellationToken.IsCancellationRequested)
                {
                    // What the server said of the end beats what is seen from here.
                    throw _failures.FromError(request, status: null, error);
                }
                catch (Exception exception) when (_failures.FromException(request, exception, cancellationToken) is { } failure)
                {
                    throw failure;
                }

                T? item = events.Current.Data;
                if (item is null)
                {
                    continue;
                }

                hasOutput = hasOutput || format.IsOutput(item);
                error = format.GetError(item) ?? error;
                if (error is not null && !hasOutput)
                {
                    throw _failures.FromError(request, status: null, error);
                }

                yield return item;

                if (format.IsEnd(item))
                {
                    yield break;
                }
            }
        }
    }

    private static T? TryRead<T>(byte[] body, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(body, type);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private async Task<HttpResponseMessage> OpenStreamAsync(LmStudioRequest request, CancellationToken cancellationToken)
    {
        HttpResponseMessage? response = null;
        try
        {
            using HttpRequestMessage httpRequest = request.ToHttpRequest(Endpoint, _authorization, "text/event-stream");
            response = await _httpClient.SendAsync(httpRequest, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);

            if (response.IsSuccessStatusCode && response.Content.Headers.ContentType?.MediaType == "text/event-stream")
            {
                return response;
            }

            // Errors of a stream request are plain JSON, and those of servers before 0.4 even have status 200.
            byte[] body = await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
            throw _failures.FromAnswer(request, response, body);
        }
        catch (Exception exception)
        {
            response?.Dispose();
            if (_failures.FromException(request, exception, cancellationToken) is { } failure)
            {
                throw failure;
            }

            throw;
        }
    }
}
