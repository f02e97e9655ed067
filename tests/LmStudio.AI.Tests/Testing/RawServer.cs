using System.Net;
using System.Net.Sockets;
using System.Text;

namespace LmStudio.AI.Tests;

/// <summary>A server on loopback that answers each request with prescribed bytes: for what only real connections can show.</summary>
internal sealed class RawServer : IAsyncDisposable
{
    public const string StreamHead = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n";

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _serving;

    /// <param name="answer">Writes the answer to a connection whose request has been read.</param>
    /// <param name="readRequest">Whether to read the request first, which must be one of HTTP for that.</param>
    public RawServer(Func<Socket, CancellationToken, Task> answer, bool readRequest = true)
    {
        _listener.Start();
        Endpoint = new Uri($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");
        _serving = ServeAsync(answer, readRequest);
    }

    public Uri Endpoint { get; }

    /// <summary>Gets an address where nothing listens.</summary>
    public static Uri GetClosedEndpoint()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");
    }

    public static Task WriteAsync(Socket socket, string text, CancellationToken cancellationToken) =>
        socket.SendAsync(Encoding.UTF8.GetBytes(text), SocketFlags.None, cancellationToken).AsTask();

    public static Task WriteChunkAsync(Socket socket, string text, CancellationToken cancellationToken) =>
        WriteAsync(socket, $"{Encoding.UTF8.GetByteCount(text):x}\r\n{text}\r\n", cancellationToken);

    /// <summary>Completes when the client closes the connection.</summary>
    public static async Task WaitForCloseAsync(Socket socket, CancellationToken cancellationToken)
    {
        byte[] buffer = new byte[256];
        try
        {
            while (await socket.ReceiveAsync(buffer, SocketFlags.None, cancellationToken) > 0)
            {
            }
        }
        catch (SocketException)
        {
            // Reset, which is a way of closing as well.
        }
    }

    public LmStudioClient CreateClient() => new(Endpoint, apiToken: "");

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _listener.Dispose();
        await _serving;
        _stopping.Dispose();
    }

    private async Task ServeAsync(Func<Socket, CancellationToken, Task> answer, bool readRequest)
    {
        try
        {
            while (true)
            {
                using Socket socket = await _listener.AcceptSocketAsync(_stopping.Token);
                if (readRequest)
                {
                    await ReadRequestAsync(socket, _stopping.Token);
                }

                await answer(socket, _stopping.Token);
            }
        }
        catch (Exception) when (_stopping.IsCancellationRequested)
        {
            // The test is over.
        }
    }

    private static async Task ReadRequestAsync(Socket socket, CancellationToken cancellationToken)
    {
        StringBuilder text = new();
        byte[] buffer = new byte[4096];
        int end;
        while ((end = text.ToString().IndexOf("\r\n\r\n", StringComparison.Ordinal)) < 0)
        {
            _ = text.Append(Encoding.Latin1.GetString(buffer, 0, await socket.ReceiveAsync(buffer, SocketFlags.None, cancellationToken)));
        }

        string head = text.ToString(0, end);
        int at = head.IndexOf("Content-Length: ", StringComparison.OrdinalIgnoreCase);
        int missing = at < 0 ? 0 : int.Parse(head[(at + 16)..].Split('\r')[0]) - (text.Length - end - 4);
        while (missing > 0)
        {
            missing -= await socket.ReceiveAsync(buffer, SocketFlags.None, cancellationToken);
        }
    }
}
