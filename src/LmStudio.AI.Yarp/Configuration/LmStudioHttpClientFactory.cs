using System.Text;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Yarp.ReverseProxy.Forwarder;

namespace LmStudio.AI.Yarp;

/// <summary>Configures YARP's connections for LM Studio, which closes idle ones after 5 seconds.</summary>
internal sealed class LmStudioHttpClientFactory(IOptions<LmStudioAffinityOptions> options, ILogger<ForwarderHttpClientFactory> logger) : ForwarderHttpClientFactory(logger)
{
    protected override void ConfigureHandler(ForwarderHttpClientContext context, SocketsHttpHandler handler)
    {
        // A request on a connection that the server is closing fails, and a POST must not be repeated.
        handler.PooledConnectionIdleTimeout = TimeSpan.FromSeconds(4);

        // A machine that is off does not refuse connections; it does not respond at all.
        handler.ConnectTimeout = options.Value.ConnectTimeout;

        // The encoding that Kestrel uses for headers. The cluster's configuration can override it.
        handler.RequestHeaderEncodingSelector = static (_, _) => Encoding.UTF8;
        base.ConfigureHandler(context, handler);
    }
}
