using System.Buffers;

namespace LmStudio.AI;

/// <summary>The bytes of a whole response, in a pooled array: those of embeddings can have megabytes, and are not needed after parsing.</summary>
internal sealed class ResponseBody : IDisposable
{
    private const int FirstLength = 16 * 1024;

    /// <summary>The maximum Content-Length that is allocated in advance.</summary>
    private const int LongestAnnounced = 16 * 1024 * 1024;

    private const int Longest = 1024 * 1024 * 1024;

    private byte[] _buffer;
    private int _length;

    private ResponseBody(int length) => _buffer = ArrayPool<byte>.Shared.Rent(length);

    /// <summary>Gets the bytes. They are valid until this instance is disposed.</summary>
    public ReadOnlySpan<byte> Bytes => ByteOrderMark.Skip(new ReadOnlySpan<byte>(_buffer, 0, _length));

    public static async Task<ResponseBody> ReadAsync(HttpContent content, CancellationToken cancellationToken)
    {
#if !NET
        // The old streams do not end a pending read when the token is cancelled; disposing the content does.
        using CancellationTokenRegistration closing = cancellationToken.Register(static state => ((HttpContent)state).Dispose(), content);
#endif

        // One more byte than announced, for the read that detects the end.
        long announced = Math.Min(content.Headers.ContentLength ?? 0, LongestAnnounced);
        ResponseBody body = new(Math.Max((int)announced + 1, FirstLength));
        try
        {
            using Stream stream = await content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
            int read;
            while ((read = await stream.ReadAsync(body._buffer, body._length, body._buffer.Length - body._length, cancellationToken).ConfigureAwait(false)) > 0)
            {
                body._length += read;
                if (body._length == body._buffer.Length)
                {
                    body.Grow();
                }
            }

            return body;
        }
        catch
        {
            body.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
        _length = 0;
    }

    private void Grow()
    {
        if (_length >= Longest)
        {
            throw new IOException("The response is longer than 1 GB.");
        }

        byte[] larger = ArrayPool<byte>.Shared.Rent(2 * _length);
        _buffer.AsSpan(0, _length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
    }
}
