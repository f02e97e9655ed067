using System.Diagnostics;
using LmStudio.AI.Emulator.Replay;

namespace LmStudio.AI.Emulator.Tool.Record;

/// <summary>Forwards a response as it arrives, and records its chunks with their times.</summary>
internal sealed class RecordingStream(Stream destination) : Stream
{
    private readonly long _start = Stopwatch.GetTimestamp();
    private readonly MemoryStream _all = new();
    private readonly List<(long Milliseconds, int End)> _pieces = [];

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public long Milliseconds => (long)Stopwatch.GetElapsedTime(_start).TotalMilliseconds;

    public ReadOnlySpan<byte> Bytes => _all.GetBuffer().AsSpan(0, (int)_all.Length);

    /// <summary>Gets the pieces of a stream. Each piece ends at the end of an event, so that the recording is readable.</summary>
    public IReadOnlyList<RecordedPiece> Pieces(RecordedSecrets secrets)
    {
        List<RecordedPiece> pieces = [];
        int start = 0;
        foreach ((long milliseconds, int end) in _pieces)
        {
            int events = end == _all.Length && end == _pieces[^1].End ? end : EndOfEvents(start, end);
            if (events > start)
            {
                pieces.Add(RecordedPiece.Create(milliseconds, Bytes[start..events], secrets));
                start = events;
            }
        }

        return pieces;
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Keep(buffer.Span);
        await destination.WriteAsync(buffer, cancellationToken).ConfigureAwait(false);
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Write(byte[] buffer, int offset, int count)
    {
        Keep(buffer.AsSpan(offset, count));
        destination.Write(buffer, offset, count);
    }

    public override void Flush() => destination.Flush();

    public override Task FlushAsync(CancellationToken cancellationToken) => destination.FlushAsync(cancellationToken);

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    private void Keep(ReadOnlySpan<byte> bytes)
    {
        _all.Write(bytes);
        _pieces.Add((Milliseconds, (int)_all.Length));
    }

    private int EndOfEvents(int start, int end)
    {
        ReadOnlySpan<byte> bytes = Bytes[start..end];
        int last = Math.Max(EndOf(bytes, "\n\n"u8), EndOf(bytes, "\r\n\r\n"u8));
        return start + last;

        static int EndOf(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> mark)
        {
            int index = bytes.LastIndexOf(mark);
            return index < 0 ? 0 : index + mark.Length;
        }
    }
}
