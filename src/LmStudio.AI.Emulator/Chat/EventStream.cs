using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;

namespace LmStudio.AI.Emulator;

/// <summary>Writes server-sent events, and breaks them as the faults say.</summary>
internal sealed class EventStream(HttpResponse response, EmulatorFaults faults)
{
    private string? _malformed = faults.MalformedEvent;
    private bool _begun;

    /// <summary>Writes an event.</summary>
    /// <returns>False when the stream is over before its time.</returns>
    /// <exception cref="ConnectionAbortedException">A fault has cut the connection.</exception>
    public Task<bool> WriteAsync(NativeEvent happened, CancellationToken cancellationToken) =>
        WriteAsync(happened.Type, WireJson.Compact(happened.Data), isNamed: true, cancellationToken);

    /// <summary>Writes an event.</summary>
    /// <param name="type">The type, by which the faults know it.</param>
    /// <param name="data">The data.</param>
    /// <param name="isNamed">Whether the type is sent, as a line of its own.</param>
    /// <param name="cancellationToken">Cancels the writing.</param>
    /// <returns>False when the stream is over before its time.</returns>
    /// <exception cref="ConnectionAbortedException">A fault has cut the connection.</exception>
    public async Task<bool> WriteAsync(string type, string data, bool isNamed, CancellationToken cancellationToken)
    {
        if (!response.HasStarted)
        {
            // No charset, and no chunk of a compression: a stream is UTF-8 and sent as it comes.
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
            await Disconnection.CutAsync(response.HttpContext, cancellationToken).ConfigureAwait(false);
        }

        if (type == _malformed)
        {
            data = data[..(data.Length / 2)];
            _malformed = null;
        }

        await WriteAsync(isNamed ? type : null, data, cancellationToken).ConfigureAwait(false);
        if (_begun)
        {
            return true;
        }

        _begun = true;
        if (faults.UnknownEvent is { } unknown)
        {
            await WriteAsync(unknown, WireJson.Compact(NativeEvent.Create(unknown).Data), cancellationToken).ConfigureAwait(false);
        }

        return !faults.SilentStart;
    }

    private async Task WriteAsync(string? name, string data, CancellationToken cancellationToken)
    {
        await response.WriteAsync(name is null ? $"data: {data}\n\n" : $"event: {name}\ndata: {data}\n\n", cancellationToken).ConfigureAwait(false);
        await response.Body.FlushAsync(cancellationToken).ConfigureAwait(false);
    }
}
