using System.Text;

namespace LmStudio.AI.Tests;

/// <summary>A stream that gives its bytes in prescribed pieces, one for each read, and then ends, fails or hangs.</summary>
internal sealed class ScriptedStream : Stream
{
    private readonly Queue<ReadOnlyMemory<byte>> _pieces;
    private readonly Func<CancellationToken, Task<int>> _atEnd;

    private ScriptedStream(IEnumerable<ReadOnlyMemory<byte>> pieces, Func<CancellationToken, Task<int>> atEnd)
    {
        _pieces = new(pieces.Where(static piece => piece.Length > 0));
        _atEnd = atEnd;
    }

    public bool IsDisposed { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public static ScriptedStream Of(string text) => new([Encoding.UTF8.GetBytes(text)], static _ => Task.FromResult(0));

    public static ScriptedStream CutAt(byte[] bytes, int position) => new([bytes.AsMemory(0, position), bytes.AsMemory(position)], static _ => Task.FromResult(0));

    public static ScriptedStream ByteByByte(byte[] bytes) => new(Enumerable.Range(0, bytes.Length).Select(i => (ReadOnlyMemory<byte>)bytes.AsMemory(i, 1)), static _ => Task.FromResult(0));

    /// <summary>Fails after the text, as a connection does that is reset.</summary>
    public static ScriptedStream Failing(string text, Exception exception) => new([Encoding.UTF8.GetBytes(text)], _ => Task.FromException<int>(exception));

    /// <summary>Stays open and silent after the text.</summary>
    public static ScriptedStream Hanging(string text) => new([Encoding.UTF8.GetBytes(text)], static async cancellationToken =>
    {
        await Task.Delay(Timeout.Infinite, cancellationToken);
        return 0;
    });

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(IsDisposed, this);
        cancellationToken.ThrowIfCancellationRequested();
        if (!_pieces.TryPeek(out ReadOnlyMemory<byte> piece))
        {
            return await _atEnd(cancellationToken);
        }

        _ = _pieces.Dequeue();
        int count = Math.Min(piece.Length, buffer.Length);
        piece[..count].CopyTo(buffer);
        if (count < piece.Length)
        {
            ReadOnlyMemory<byte>[] rest = [piece[count..], .. _pieces];
            _pieces.Clear();
            foreach (ReadOnlyMemory<byte> next in rest)
            {
                _pieces.Enqueue(next);
            }
        }

        return count;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Reading blocks a thread.");

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        IsDisposed = true;
        base.Dispose(disposing);
    }
}
