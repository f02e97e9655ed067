using System.Net;
#if NET
using System.Net.Sockets;
#endif

namespace LmStudio.AI;

/// <summary>Creates the <see cref="HttpClient"/> of clients without an injected one.</summary>
internal static class HttpClientFactory
{
    /// <summary>LM Studio closes idle connections after 5 s; a connection older than this could be gone when the next request is written to it.</summary>
    private static readonly TimeSpan IdleTimeout = TimeSpan.FromSeconds(4);

#if NET
    /// <summary>
    /// How long the rest of an abandoned response is read so that its connection can be reused: enough for the last bytes of a complete response.
    /// An abandoned stream must close the connection, as this stops the generation.
    /// </summary>
    private static readonly TimeSpan DrainTimeout = TimeSpan.FromMilliseconds(100);
#endif

    /// <summary>
    /// Creates the handler of clients whose endpoint is not known yet or may change: settings that depend on the endpoint are determined for each request.
    /// </summary>
    public static HttpMessageHandler CreateHandler() => CreateHandler(endpoint: null);

    public static HttpClient Create(Uri endpoint) => new(CreateHandler(endpoint))
    {
        // Loading a model takes minutes, and streams are silent while tool arguments are generated. Callers use a CancellationToken.
        Timeout = Timeout.InfiniteTimeSpan,
    };

#if NET
    private static SocketsHttpHandler CreateHandler(Uri? endpoint) => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = endpoint is not { IsLoopback: true },
        Proxy = endpoint is null ? new RemoteOnlyProxy() : null,
        PooledConnectionIdleTimeout = IdleTimeout,
        ResponseDrainTimeout = DrainTimeout,
        ConnectCallback = endpoint is null ? ConnectAsync : endpoint.Host == "localhost" ? ConnectToLocalhostAsync : null,
    };

    private static async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken) =>
        context.DnsEndPoint.Host == "localhost"
            ? await ConnectToLocalhostAsync(context, cancellationToken).ConfigureAwait(false)
            : await ConnectAsync(context.DnsEndPoint, cancellationToken).ConfigureAwait(false);

    /// <summary>
    /// Tries IPv4 first. "localhost" resolves to ::1 first, LM Studio listens on 127.0.0.1 by default, and Windows takes two seconds to detect that nothing
    /// listens on ::1. This would delay each new connection, and so each turn after a pause.
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

    private static async Task<Stream> ConnectAsync(EndPoint address, CancellationToken cancellationToken)
    {
        // For a name, a socket of both families tries all of its addresses.
        Socket socket = address is IPEndPoint { AddressFamily: var family }
            ? new(family, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true }
            : new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
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
    private static HttpClientHandler CreateHandler(Uri? endpoint)
    {
        if (endpoint is not null)
        {
            Prepare(endpoint);
        }

        return new HttpClientHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = endpoint is not { IsLoopback: true },
            Proxy = endpoint is null ? new RemoteOnlyProxy() : null,
        };
    }
#endif

    /// <summary>Prepares the process for an endpoint whose handler was created without one.</summary>
    public static void Prepare(Uri endpoint)
    {
#if !NET
        // Has an effect on .NET Framework, the one runtime that needs it here.
        ServicePointManager.FindServicePoint(endpoint).MaxIdleTime = (int)IdleTimeout.TotalMilliseconds;
#endif
    }
}
