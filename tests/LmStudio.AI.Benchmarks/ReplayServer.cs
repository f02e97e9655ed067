using System.Buffers;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace LmStudio.AI.Benchmarks;

/// <summary>
/// Answers every request on a loopback port with the same bytes. It allocates next to nothing per request, so that what is measured in
/// its process is the client.
/// </summary>
internal sealed class ReplayServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly byte[] _response;

    public ReplayServer(string contentType, byte[] body)
    {
        // One chunk, as a server that sends faster than the client reads would fill its buffers.
        byte[] head = Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Type: {contentType}\r\nTransfer-Encoding: chunked\r\n\r\n{body.Length:x}\r\n");
        _response = [.. head, .. body, .. "\r\n0\r\n\r\n"u8];
        _listener.Start();
        _ = AcceptAsync();
    }

    public Uri Endpoint => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/");

    public void Dispose() => _listener.Dispose();

    private async Task AcceptAsync()
    {
        while (true)
        {
            Socket socket;
            try
            {
                socket = await _listener.AcceptSocketAsync();
            }
            catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
            {
                return;
            }

            _ = ServeAsync(socket);
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(64 * 1024);
        using (socket)
        {
            socket.NoDelay = true;
            int length = 0;
            int read;
            while ((read = await socket.ReceiveAsync(buffer.AsMemory(length))) > 0)
            {
                length += read;
                if (IsComplete(buffer.AsSpan(0, length)))
                {
                    length = 0;
                    await socket.SendAsync(_response);
                }
            }
        }

        ArrayPool<byte>.Shared.Return(buffer);
    }

    private static bool IsComplete(ReadOnlySpan<byte> request)
    {
        int end = request.IndexOf("\r\n\r\n"u8);
        if (end < 0)
        {
            return false;
        }

        ReadOnlySpan<byte> name = "Content-Length: "u8;
        int start = request.IndexOf(name);
        if (start < 0)
        {
            return true;
        }

        ReadOnlySpan<byte> digits = request[(start + name.Length)..];
        _ = System.Buffers.Text.Utf8Parser.TryParse(digits, out int contentLength, out _);
        return request.Length >= end + 4 + contentLength;
    }
}
