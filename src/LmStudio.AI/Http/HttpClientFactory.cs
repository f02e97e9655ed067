using System.Net;
#if NET
using System.Net.Sockets;
#endif

namespace LmStudio.AI;

/// <summary>Makes the <see cref="HttpClient"/> of clients that were not given one.</summary>
internal static class HttpClientFactory
{
    /// <summary>LM Studio closes idle connections after 5 s; a connection older than this could be gone when the next request is written to it.</summary>
    private static readonly TimeSpan IdleTimeout = TimeSpan.FromSeconds(4);

#if NET
    /// <summary>
    /// How long the rest of an answer is read that nobody wants, so that its connection can be used again: enough for the last bytes of a
    /// complete answer. An enumeration that is left shall close the connection, as this is what stops the generation.
    /// </summary>
    private static readonly TimeSpan DrainTimeout = TimeSpan.FromMilliseconds(100);
#endif

    public static HttpClient Create(Uri endpoint) => new(CreateHandler(endpoint))
    {
        // Loading a model takes minutes, and streams are silent while tool arguments are generated. Callers cancel by token.
        Timeout = Timeout.InfiniteTimeSpan,
    };

#if NET
    private static SocketsHttpHandler CreateHandler(Uri endpoint) => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = !endpoint.IsLoopback,
        PooledConnectionIdleTimeout = IdleTimeout,
        ResponseDrainTimeout = DrainTimeout,
        ConnectCallback = endpoint.Host == "localhost" ? ConnectToLocalhostAsync : null,
    };

    /// <summary>
    /// Tries IPv4 first. "localhost" resolves to ::1 first, LM Studio listens on 127.0.0.1 by default, and Windows takes two seconds to
    /// notice that nothing listens on ::1: on each new connection, so after each pause of a conversation.
    /// </summary>
    private static async ValueTask<Stream> ConnectToLocalhostAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        try
        {
            return await ConnectAsync(new IPEndPoint(IPAddress.Loopback, context.DnsEndPoint.Port), cancellationToken).ConfigureAwait(false);
        }
        catch (SocketException) when (Socket.OSSupportsIPv6)
        {
            return await ConnectAsync(new IPEndPoint(IPAddress.IPv6Loopback, context.DnsEndPoint.Port), cancellationToken).ConfigureAwait(false);
        }
    }

    private static async Task<Stream> ConnectAsync(IPEndPoint address, CancellationToken cancellationToken)
    {
        Socket socket = new(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(address, cancellationToken).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
#else
    private static HttpClientHandler CreateHandler(Uri endpoint)
    {
        // Has an effect on .NET Framework, the one runtime that needs it here.
        ServicePointManager.FindServicePoint(endpoint).MaxIdleTime = (int)IdleTimeout.TotalMilliseconds;
        return new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = !endpoint.IsLoopback };
    }
#endif
}
