using System.Text;
using Microsoft.Extensions.Logging;
using Yarp.ReverseProxy.Forwarder;

namespace LmStudio.AI.Yarp;

/// <summary>Makes YARP's connections fit LM Studio, which closes idle ones after 5 seconds.</summary>
internal sealed class LmStudioHttpClientFactory(ILogger<ForwarderHttpClientFactory> logger) : ForwarderHttpClientFactory(logger)
{
    protected override void ConfigureHandler(ForwarderHttpClientContext context, SocketsHttpHandler handler)
    {
        // A request on a connection that the server is closing fails, and must not be repeated if it is a POST.
        handler.PooledConnectionIdleTimeout = TimeSpan.FromSeconds(4);

        // A machine that is switched off refuses nothing; it just does not answer.
        handler.ConnectTimeout = TimeSpan.FromSeconds(5);

        // As Kestrel reads headers. The configuration of the cluster can say otherwise.
        handler.RequestHeaderEncodingSelector = static (_, _) => Encoding.UTF8;
        base.ConfigureHandler(context, handler);
    }
}
