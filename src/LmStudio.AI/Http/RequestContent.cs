using System.Net;
using System.Net.Http.Headers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace LmStudio.AI;

/// <summary>
/// The JSON of a request, written once into pooled arrays that are sent directly: a history or an image can have megabytes, and a single array would be on the
/// large object heap.
/// </summary>
internal sealed class RequestContent : HttpContent
{
    /// <summary>A body is not HTML: only characters that JSON requires to be escaped are escaped.</summary>
    private static readonly JsonWriterOptions WriterOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    private readonly PooledBytes _bytes = new();

    /// <summary>The number of possible readers of the bytes: this content until it is disposed, and each write that has not succeeded.</summary>
    private int _readers = 1;
    private int _disposed;
    private long _length;

    private RequestContent() => Headers.ContentType = new MediaTypeHeaderValue("application/json");

    /// <summary>Writes a value.</summary>
    public static RequestContent Create<T>(T value, JsonTypeInfo<T> type)
    {
        RequestContent content = new();
        using Utf8JsonWriter writer = new(content._bytes, WriterOptions);
        JsonSerializer.Serialize(writer, value, type);
        writer.Flush();
        content._length = content._bytes.Length;
        return content;
    }

    /// <summary>Returns a copy of the bytes.</summary>
    public byte[] ToArray()
    {
        byte[] copy = new byte[_bytes.Length];
        int position = 0;
        foreach (ArraySegment<byte> piece in _bytes.Pieces)
        {
            piece.AsSpan().CopyTo(copy.AsSpan(position));
            position += piece.Count;
        }

        return copy;
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => WriteAsync(stream, CancellationToken.None);

#if NET
    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken) => WriteAsync(stream, cancellationToken);

    protected override void SerializeToStream(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        AddReader();
        foreach (ArraySegment<byte> piece in _bytes.Pieces)
        {
            stream.Write(piece);
        }

        RemoveReader();
    }
#endif

    protected override bool TryComputeLength(out long length)
    {
        length = _length;
        return true;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing && Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            RemoveReader();
        }

        base.Dispose(disposing);
    }

    private async Task WriteAsync(Stream stream, CancellationToken cancellationToken)
    {
        AddReader();
        foreach (ArraySegment<byte> piece in _bytes.Pieces)
        {
#if NET
            await stream.WriteAsync(piece, cancellationToken).ConfigureAwait(false);
#else
            await stream.WriteAsync(piece.Array!, piece.Offset, piece.Count, cancellationToken).ConfigureAwait(false);
#endif
        }

        // Not if a write failed: the HTTP stack may still use the memory, so it must not return to the pool.
        RemoveReader();
    }

    private void AddReader()
    {
        int readers;
        do
        {
            readers = Volatile.Read(ref _readers);
            if (readers == 0)
            {
                throw new ObjectDisposedException(nameof(RequestContent));
            }
        }
        while (Interlocked.CompareExchange(ref _readers, readers + 1, readers) != readers);
    }

    private void RemoveReader()
    {
        if (Interlocked.Decrement(ref _readers) == 0)
        {
            _bytes.Return();
        }
    }
}
