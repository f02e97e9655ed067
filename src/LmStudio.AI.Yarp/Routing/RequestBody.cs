using System.Buffers;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace LmStudio.AI.Yarp;

/// <summary>The complete body of a request. It is read before a server is selected, and may have to be sent to several servers.</summary>
internal sealed class RequestBody : IDisposable
{
    private const int FirstSize = 16 * 1024;

    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(FirstSize);
    private int _length;

    private RequestBody()
    {
    }

    public ReadOnlySpan<byte> Span => _buffer.AsSpan(0, _length);

    /// <summary>Reads the body. Memory is allocated as data arrives, regardless of the Content-Length header.</summary>
    /// <exception cref="GatewayException">The body is larger than allowed.</exception>
    public static async Task<RequestBody> ReadAsync(HttpRequest request, int limit, CancellationToken cancellationToken)
    {
        if (request.ContentLength > limit)
        {
            throw GatewayException.TooLarge(limit);
        }

        RequestBody body = new();
        try
        {
            while (true)
            {
                if (body._length == body._buffer.Length)
                {
                    body.Grow();
                }

                int read = await request.Body.ReadAsync(body._buffer.AsMemory(body._length), cancellationToken).ConfigureAwait(false);
                if (read == 0)
                {
                    return body;
                }

                body._length += read;
                if (body._length > limit)
                {
                    throw GatewayException.TooLarge(limit);
                }
            }
        }
        catch
        {
            body.Dispose();
            throw;
        }
    }

    /// <summary>Throws if LM Studio would read the body differently than the gateway: if it is compressed or in another encoding.</summary>
    /// <exception cref="GatewayException">The body is compressed or in another encoding.</exception>
    public static void ThrowIfUnreadable(HttpRequest request)
    {
        if (request.Headers.ContentEncoding.Count > 0 && !string.Equals(request.Headers.ContentEncoding.ToString(), "identity", StringComparison.OrdinalIgnoreCase))
        {
            throw GatewayException.UnreadableBody(HeaderNames.ContentEncoding);
        }

        if (request.ContentType is { Length: > 0 } contentType)
        {
            string? charset = MediaTypeHeaderValue.TryParse(contentType, out MediaTypeHeaderValue? mediaType) ? mediaType.Charset.Value?.Trim('"') : "?";
            if (!string.IsNullOrEmpty(charset) && !string.Equals(charset, Encoding.UTF8.WebName, StringComparison.OrdinalIgnoreCase))
            {
                throw GatewayException.UnreadableBody(HeaderNames.ContentType);
            }
        }
    }

    /// <summary>Creates a stream for one attempt to send the body.</summary>
    public Stream OpenRead() => new MemoryStream(_buffer, 0, _length, writable: false);

    public void Dispose()
    {
        if (_buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = [];
        }
    }

    private void Grow()
    {
        byte[] larger = ArrayPool<byte>.Shared.Rent(checked(_buffer.Length * 2));
        Span.CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
    }
}
