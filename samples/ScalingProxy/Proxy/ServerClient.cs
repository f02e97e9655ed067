using System.Net;
using System.Text;

namespace ScalingSample.Proxy;

/// <summary>Sends requests to servers, each exactly as it came.</summary>
internal sealed class ServerClient(ServerPool pool) : IDisposable
{
    private readonly HttpMessageInvoker _invoker = new(new SocketsHttpHandler
    {
        ActivityHeadersPropagator = null, // The client's own trace headers are passed on.
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.None,
        ConnectTimeout = TimeSpan.FromSeconds(5), // A machine that is switched off refuses nothing; it just does not answer.
        PooledConnectionIdleTimeout = TimeSpan.FromSeconds(4), // LM Studio closes idle connections after 5 s.
        RequestHeaderEncodingSelector = static (_, _) => Encoding.UTF8, // As Kestrel reads them.
        ResponseDrainTimeout = TimeSpan.Zero,
        UseCookies = false,
        UseProxy = false,
    });

    /// <summary>Sends a request and returns the answer once its headers are there.</summary>
    /// <returns>The answer, or null if the server accepted no connection, so that nothing was sent.</returns>
    /// <exception cref="ProxyException">The connection broke off, after the server may have begun to work.</exception>
    public async Task<ServerAnswer?> TrySendAsync(ServerUse use, ProxiedRequest request, CancellationToken cancellationToken)
    {
        ServerAnswer? answer = null;
        try
        {
            using HttpRequestMessage message = request.CreateMessage(use.Server);
            answer = new ServerAnswer(use, await _invoker.SendAsync(message, cancellationToken));
            pool.Report(use.Server, isReachable: true);
            return answer;
        }
        catch (HttpRequestException exception) when (IsConnectionRefused(exception))
        {
            pool.Report(use.Server, isReachable: false);
            return null;
        }
        catch (HttpRequestException exception)
        {
            throw ProxyException.BrokenOff(use.Server, exception);
        }
        finally
        {
            if (answer is null)
            {
                use.Dispose();
            }
        }
    }

    public void Dispose() => _invoker.Dispose();

    private static bool IsConnectionRefused(HttpRequestException exception) =>
        exception.HttpRequestError is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError;
}
