using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;

namespace LmStudio.AI.Emulator;

/// <summary>Writes server-sent events, and breaks them as the faults say.</summary>
internal sealed class EventStream(HttpResponse response, EmulatorFaults faults)
{
    private string? _malformed = faults.MalformedEvent;

    /// <summary>Writes an event.</summary>
    /// <returns>False when the stream is over before its time.</returns>
    /// <exception cref="ConnectionAbortedException">A fault has cut the connection.</exception>
    public async Task<bool> WriteAsync(NativeEvent happened, CancellationToken cancellationToken)
    {
        if (!response.HasStarted)
        {
            // No charset, and no chunk of a compression: a stream is UTF-8 and sent as it comes.
            response.ContentType = "text/event-stream";
            response.Headers.CacheControl = "no-cache";
            await response.StartAsync(cancellationToken).ConfigureAwait(false);
        }

        if (happened.Type == faults.EndAtEvent)
        {
            return false;
        }

        if (happened.Type == faults.DisconnectAtEvent)
        {
            await Disconnection.CutAsync(response.HttpContext, cancellationToken).ConfigureAwait(false);
        }

        var data = WireJson.Compact(happened.Data);
        if (happened.Type == _malformed)
        {
            data = data[..(data.Length / 2)];
            _malformed = null;
        }

        await WriteAsync(happened.Type, data, cancellationToken).ConfigureAwait(false);
        if (happened.Type is "chat.start")
        {
            if (faults.UnknownEvent is { } unknown)
            {
                await WriteAsync(unknown, WireJson.Compact(NativeEvent.Create(unknown).Data), cancellationToken).ConfigureAwait(false);
            }

            return !faults.SilentStart;
        }

        return true;
    }

    private async Task WriteAsync(string type, string data, CancellationToken cancellationToken)
    {
        await response.WriteAsync($"event: {type}\ndata: {data}\n\n", cancellationToken).ConfigureAwait(false);
        await response.Body.FlushAsync(cancellationToken).ConfigureAwait(false);
    }
}
