using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;

namespace LmStudio.AI.Emulator;

/// <summary>Cuts connections in the midst of a reply.</summary>
internal static class Disconnection
{
    /// <summary>How long a client may take to notice.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <summary>Cuts the connection behind what has been flushed so far, all of which still arrives.</summary>
    /// <exception cref="ConnectionAbortedException">Always: the reply is over.</exception>
    public static async Task CutAsync(HttpContext context, CancellationToken cancellationToken)
    {
        // A reset may overtake the bytes sent before it. Closing only the sending half can't, and the client, which misses the rest, closes the other one.
        context.Features.Get<IConnectionSocketFeature>()?.Socket.Shutdown(SocketShutdown.Send);
        await Task.Delay(Patience, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        context.Abort();
        throw new ConnectionAbortedException();
    }
}
