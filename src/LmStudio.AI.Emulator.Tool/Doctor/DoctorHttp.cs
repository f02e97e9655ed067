using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;

namespace LmStudio.AI.Emulator.Tool.Doctor;

/// <summary>Sends the doctor's requests.</summary>
internal sealed class DoctorHttp : IDisposable
{
    private readonly HttpClient _http;
    private readonly string? _token;
    private readonly TimeSpan _timeout;

    public DoctorHttp(Uri endpoint, string? token, TimeSpan timeout)
    {
        // No redirects and no decompression, to see exactly what the server sends.
        SocketsHttpHandler handler = new()
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            ConnectTimeout = TimeSpan.FromSeconds(10),
            PooledConnectionIdleTimeout = TimeSpan.FromSeconds(4),
        };
        _http = new HttpClient(handler)
        {
            BaseAddress = endpoint,
            Timeout = Timeout.InfiniteTimeSpan,
        };
        _token = token;
        _timeout = timeout;
    }

    public Task<DoctorResponse> GetAsync(string path, CancellationToken cancellationToken) => SendAsync(new HttpRequestMessage(HttpMethod.Get, path), _token, cancellationToken);

    public Task<DoctorResponse> PostAsync(string path, string json, CancellationToken cancellationToken) =>
        SendAsync(new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(json, Encoding.UTF8, "application/json") }, _token, cancellationToken);

    public Task<DoctorResponse> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => SendAsync(request, _token, cancellationToken);

    /// <param name="request">The request.</param>
    /// <param name="token">The API token, instead of the one in the command's options.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <exception cref="HttpRequestException">No response, or an incomplete one.</exception>
    /// <exception cref="TimeoutException">The response takes longer than the timeout.</exception>
    public async Task<DoctorResponse> SendAsync(HttpRequestMessage request, string? token, CancellationToken cancellationToken)
    {
        if (token is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        string asked = $"{request.Method} {request.RequestUri}";
        using CancellationTokenSource timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(_timeout);
        try
        {
            using (request)
            {
                return await ReadAsync(request, timeout.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"No complete response to {asked} within {_timeout.TotalSeconds:0.#} seconds.");
        }
        catch (IOException exception)
        {
            throw new HttpRequestException(HttpRequestError.ResponseEnded, exception.Message, exception);
        }
    }

    public void Dispose() => _http.Dispose();

    private async Task<DoctorResponse> ReadAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        long start = Stopwatch.GetTimestamp();
        using HttpResponseMessage response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
        Stream body = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        using MemoryStream all = new();
        byte[] buffer = new byte[16 * 1024];
        TimeSpan? first = null;
        for (int read; (read = await body.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0;)
        {
            first ??= Stopwatch.GetElapsedTime(start);
            all.Write(buffer, 0, read);
        }

        TimeSpan last = Stopwatch.GetElapsedTime(start);
        return DoctorResponse.Create(new DoctorResponse
        {
            Status = (int)response.StatusCode,
            Body = Encoding.UTF8.GetString(all.GetBuffer(), 0, (int)all.Length),
            ContentType = response.Content.Headers.TryGetValues("Content-Type", out IEnumerable<string>? types) ? string.Join(", ", types) : "",
            ContentEncoding = response.Content.Headers.ContentEncoding.FirstOrDefault(),
            Location = response.Headers.Location,
            FirstByte = first ?? last,
            LastByte = last,
        });
    }
}
