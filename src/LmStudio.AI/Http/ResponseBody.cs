using System.Buffers;

namespace LmStudio.AI;

/// <summary>The bytes of a whole answer, in an array of the shared pool: those of embeddings are megabytes, and of no use once they are read.</summary>
internal sealed class ResponseBody : IDisposable
{
    private const int FirstLength = 16 * 1024;

    /// <summary>What the server announces is believed up to here.</summary>
    private const int LongestAnnounced = 16 * 1024 * 1024;

    private const int Longest = 1024 * 1024 * 1024;

    private byte[] _buffer;
    private int _length;

    private ResponseBody(int length) => _buffer = ArrayPool<byte>.Shared.Rent(length);

    /// <summary>Gets the bytes, until this is disposed.</summary>
    public ReadOnlySpan<byte> Bytes => ByteOrderMark.Skip(new ReadOnlySpan<byte>(_buffer, 0, _length));

    public static async Task<ResponseBody> ReadAsync(HttpContent content, CancellationToken cancellationToken)
    {
#if !NET
        // The old streams do not end a pending read when the token is cancelled; disposing the content does.
        using CancellationTokenRegistration closing = cancellationToken.Register(static state => ((HttpContent)state).Dispose(), content);
#endif

        // One more than announced has room for the read that finds the end.
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
