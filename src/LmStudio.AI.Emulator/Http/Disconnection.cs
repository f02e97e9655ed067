using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;

namespace LmStudio.AI.Emulator;

/// <summary>Closes connections within a response.</summary>
internal static class Disconnection
{
    /// <summary>How long a client may take to notice.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <summary>Closes the connection after the data flushed so far, all of which still arrives.</summary>
    /// <exception cref="ConnectionAbortedException">Always, to end the response.</exception>
    public static async Task CutAsync(HttpContext context, CancellationToken cancellationToken)
    {
        // A reset may arrive before the data. Close only the sending side: the client detects the incomplete response and closes the other side.
        context.Features.Get<IConnectionSocketFeature>()?.Socket.Shutdown(SocketShutdown.Send);
        await Task.Delay(Patience, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        context.Abort();
        throw new ConnectionAbortedException();
    }
}
