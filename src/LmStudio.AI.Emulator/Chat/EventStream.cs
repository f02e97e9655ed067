using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using System.Text;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;

namespace LmStudio.AI.Emulator;

/// <summary>Writes server-sent events and applies the faults to them.</summary>
/// <remarks>Events are flushed when no more are available, or when many are buffered: a system call for each would cost more than the event.</remarks>
internal sealed class EventStream(HttpResponse response, EmulatorFaults faults)
{
    private const int MostWaitingBytes = 4096;

    private string? _malformed = faults.MalformedEvent;
    private bool _begun;
    private int _waitingBytes;

    /// <summary>Yields events, and flushes written events whenever the next event is not available yet.</summary>
    public async IAsyncEnumerable<T> SendWhileWaitingAsync<T>(IAsyncEnumerable<T> events, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        IAsyncEnumerator<T> enumerator = events.GetAsyncEnumerator(cancellationToken);
        await using (enumerator.ConfigureAwait(false))
        {
            while (true)
            {
                ValueTask<bool> next = enumerator.MoveNextAsync();
                if (!await SendUntilAsync(next, cancellationToken).ConfigureAwait(false))
                {
                    yield break;
                }

                yield return enumerator.Current;
            }
        }
    }

    /// <summary>Writes an event.</summary>
    /// <param name="type">The type, to which faults refer.</param>
    /// <param name="data">The data.</param>
    /// <param name="isNamed">Whether to write the type on an <c>event:</c> line.</param>
    /// <param name="cancellationToken">Cancels the writing.</param>
    /// <returns>False if a fault ended the stream.</returns>
    /// <exception cref="ConnectionAbortedException">A fault closed the connection.</exception>
    public async ValueTask<bool> WriteAsync(string type, string data, bool isNamed, CancellationToken cancellationToken)
    {
        if (!_begun && !response.HasStarted)
        {
            // No charset and no compression, as in LM Studio.
            response.ContentType = "text/event-stream";
            response.Headers.CacheControl = "no-cache";
            await response.StartAsync(cancellationToken).ConfigureAwait(false);
        }

        if (type == faults.EndAtEvent)
        {
            return false;
        }

        if (type == faults.DisconnectAtEvent)
        {
            await SendAsync(cancellationToken).ConfigureAwait(false);
            await Disconnection.CutAsync(response.HttpContext, cancellationToken).ConfigureAwait(false);
        }

        if (type == _malformed)
        {
            data = data[..(data.Length / 2)];
            _malformed = null;
        }

        Write(isNamed ? type : null, data);
        bool isFirst = !_begun;
        _begun = true;
        if (isFirst && faults.UnknownEvent is { } unknown)
        {
            Write(unknown, WireJson.Compact(NativeEvent.Create(unknown).Data!));
        }

        if (_waitingBytes >= MostWaitingBytes)
        {
            await SendAsync(cancellationToken).ConfigureAwait(false);
        }

        return !isFirst || !faults.SilentStart;
    }

    /// <summary>Flushes the written events.</summary>
    public async ValueTask SendAsync(CancellationToken cancellationToken)
    {
        if (_waitingBytes > 0)
        {
            _waitingBytes = 0;
            FlushResult sent = await response.BodyWriter.FlushAsync(cancellationToken).ConfigureAwait(false);
            if (sent.IsCompleted)
            {
                // The client has disconnected.
                throw new ConnectionAbortedException();
            }
        }
    }

    /// <summary>Flushes the written events until the next event is available. Awaits the event even if this fails: an enumerator must not be disposed while it advances.</summary>
    private async ValueTask<bool> SendUntilAsync(ValueTask<bool> next, CancellationToken cancellationToken)
    {
        if (next.IsCompleted)
        {
            return await next.ConfigureAwait(false);
        }

        Task<bool> moving = next.AsTask();
        try
        {
            await SendAsync(cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            await ((Task)moving).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw;
        }

        return await moving.ConfigureAwait(false);
    }

    private void Write(string? name, string data)
    {
        PipeWriter writer = response.BodyWriter;
        Span<byte> free = writer.GetSpan(Encoding.UTF8.GetMaxByteCount(data.Length + (name?.Length ?? 0)) + 16);
        int length = 0;
        if (name is not null)
        {
            length += Copy("event: "u8, free);
            length += Encoding.UTF8.GetBytes(name, free[length..]);
            length += Copy("\n"u8, free[length..]);
        }

        length += Copy("data: "u8, free[length..]);
        length += Encoding.UTF8.GetBytes(data, free[length..]);
        length += Copy("\n\n"u8, free[length..]);
        writer.Advance(length);
        _waitingBytes += length;
    }

    private static int Copy(ReadOnlySpan<byte> bytes, Span<byte> destination)
    {
        bytes.CopyTo(destination);
        return bytes.Length;
    }
}
