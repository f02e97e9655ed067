using System.Net;
using System.Net.Sockets;

namespace LmStudio.AI.Samples.Tests;

internal static class Ports
{
    /// <summary>Returns an address of this machine at which nothing listens.</summary>
    public static Uri Unused()
    {
        using TcpListener listener = new(IPAddress.Loopback, port: 0);
        listener.Start();
        return new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");
    }
}
