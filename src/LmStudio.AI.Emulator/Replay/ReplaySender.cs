using System.Text;
using Microsoft.AspNetCore.Http;

namespace LmStudio.AI.Emulator.Replay;

/// <summary>Sends a recorded response.</summary>
internal static class ReplaySender
{
    public static async Task SendAsync(RecordedResponse response, HttpContext context, LmStudioReplayOptions options, CancellationToken cancellationToken)
    {
        long start = options.TimeProvider.GetTimestamp();
        context.Response.StatusCode = response.Status;
        foreach ((string name, string value) in response.Headers ?? new Dictionary<string, string>())
        {
            context.Response.Headers[name] = value;
        }

        foreach ((long milliseconds, byte[] bytes) in Pieces(response))
        {
            if (options.KeepTiming)
            {
                TimeSpan left = TimeSpan.FromMilliseconds(milliseconds) - options.TimeProvider.GetElapsedTime(start);
                await Task.Delay(left > TimeSpan.Zero ? left : TimeSpan.Zero, options.TimeProvider, cancellationToken).ConfigureAwait(false);
            }

            await context.Response.Body.WriteAsync(bytes, cancellationToken).ConfigureAwait(false);
            await context.Response.Body.FlushAsync(cancellationToken).ConfigureAwait(false);
        }

        if (response.Incomplete)
        {
            await Disconnection.CutAsync(context, cancellationToken).ConfigureAwait(false);
        }
    }

    private static IEnumerable<(long Milliseconds, byte[] Bytes)> Pieces(RecordedResponse response)
    {
        if (response.Stream is { } stream)
        {
            return stream.Select(static piece => (piece.Milliseconds, piece.Bytes));
        }

        byte[] whole = response.Base64 ?? Encoding.UTF8.GetBytes(response.Text ?? response.Body?.GetRawText() ?? "");
        return whole.Length == 0 ? [] : [(response.Milliseconds ?? 0, whole)];
    }
}
