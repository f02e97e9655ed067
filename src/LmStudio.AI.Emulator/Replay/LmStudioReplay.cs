using System.Text.Encodings.Web;
using System.Text.Json;
using LmStudio.AI.Emulator.Replay;
using Microsoft.AspNetCore.Http;

namespace LmStudio.AI.Emulator;

/// <summary>Represents a server that replays exchanges recorded with the <c>record</c> command of the emulator tool.</summary>
/// <remarks>
/// A request gets the response recorded for an equal request: the same method, path and JSON, with properties in any order. If a request was recorded several
/// times, its responses are returned in order, and then the last one repeatedly. Any other request fails with status 400 and a message that shows the difference.
/// </remarks>
public sealed class LmStudioReplay : IAsyncDisposable
{
    private readonly RequestLog _requests = new();
    private readonly RecordedExchanges _exchanges;
    private readonly LmStudioReplayOptions _options;
    private LoopbackServer? _server;

    private LmStudioReplay(RecordedExchanges exchanges, LmStudioReplayOptions options)
    {
        _exchanges = exchanges;
        _options = options;
    }

    /// <summary>Gets the address of the server.</summary>
    public Uri Endpoint => _server!.Endpoint;

    /// <summary>Gets a snapshot of all requests received so far, in order.</summary>
    public IReadOnlyList<EmulatorRequest> Requests => _requests.Snapshot();

    /// <summary>Starts a server that replays recorded exchanges.</summary>
    /// <param name="folder">The folder written by <c>lmstudio-emulator record</c>.</param>
    /// <param name="configure">Configures the options, or <see langword="null"/> to use the defaults.</param>
    /// <param name="cancellationToken">The token that cancels the start.</param>
    /// <returns>The running server.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="folder"/> is <see langword="null"/>.</exception>
    /// <exception cref="DirectoryNotFoundException">The folder does not exist.</exception>
    /// <exception cref="InvalidDataException">The folder contains no recorded exchanges, or a file in it cannot be read.</exception>
    /// <exception cref="IOException">The port is in use.</exception>
    public static async Task<LmStudioReplay> StartAsync(string folder, Action<LmStudioReplayOptions>? configure = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(folder);
        LmStudioReplayOptions options = new();
        configure?.Invoke(options);
        RecordedExchanges exchanges = new(await new RecordingFolder(folder).ReadAsync(cancellationToken).ConfigureAwait(false));
        LmStudioReplay replay = new(exchanges, options);
        replay._server = await LoopbackServer.StartAsync(options.Port, replay.HandleAsync, cancellationToken).ConfigureAwait(false);
        return replay;
    }

    /// <summary>Stops the server and aborts requests in progress.</summary>
    /// <returns>A task that completes when the server has stopped.</returns>
    public ValueTask DisposeAsync() => _server!.DisposeAsync();

    private async Task HandleAsync(HttpContext context, CancellationToken cancellationToken)
    {
        EmulatorRequest request = await _requests.RecordAsync(context.Request, cancellationToken).ConfigureAwait(false);
        (RecordedResponse? response, string? error) = _exchanges.Find(RecordedRequestReader.Read(context.Request, request.Body, out _));
        await ReplaySender.SendAsync(response ?? NotRecorded(error!), context, _options, cancellationToken).ConfigureAwait(false);
    }

    private static RecordedResponse NotRecorded(string message) => new()
    {
        Status = StatusCodes.Status400BadRequest,
        Headers = new Dictionary<string, string> { ["Content-Type"] = "application/json; charset=utf-8" },
        Text = $$$"""{"error":{"type":"invalid_request","message":"{{{JsonEncodedText.Encode(message, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}}}","code":"not_recorded"}}""",
    };
}
