using System.Runtime.CompilerServices;

namespace LmStudio.AI.Yarp;

/// <summary>
/// Forwards a server's response chunk by chunk. If the connection to the server is closed within a stream of events, an error event is sent and the connection
/// to the client is closed, so that a partial response is not mistaken for a complete one.
/// </summary>
internal sealed class ObservedStream(Stream inner, ResponseObserver observer) : Stream
{
    /// <summary>The time for the web server to send the error event. Data that is not sent before the connection is closed is lost.</summary>
    private static readonly TimeSpan SendTime = TimeSpan.FromMilliseconds(250);

    private Exception? _failure;
    private ReadOnlyMemory<byte> _lastEvent;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_failure is not null)
        {
            if (_lastEvent.IsEmpty)
            {
                await Task.Delay(SendTime, cancellationToken).ConfigureAwait(false);
                throw new IOException("The connection to the server was closed before the response was complete.", _failure);
            }

            return ReadLastEvent(buffer.Span);
        }

        int read;
        try
        {
            read = await inner.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is IOException or HttpRequestException && observer.IsBetweenEvents)
        {
            _failure = exception;
            _lastEvent = InterruptedEvent.Create(observer.Server);
            return ReadLastEvent(buffer.Span);
        }

        if (read > 0)
        {
            await observer.ReadAsync(buffer.Span[..read], cancellationToken).ConfigureAwait(false);
        }

        return read;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }

    private int ReadLastEvent(Span<byte> buffer)
    {
        // YARP waits for data with a zero-byte read.
        int count = Math.Min(buffer.Length, _lastEvent.Length);
        _lastEvent.Span[..count].CopyTo(buffer);
        _lastEvent = _lastEvent[count..];
        return count;
    }
}
