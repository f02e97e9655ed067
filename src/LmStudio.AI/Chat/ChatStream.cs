using System.Text.Json;
using Microsoft.Extensions.AI;

namespace LmStudio.AI;

/// <summary>Reads the stream of any endpoint and converts its events to updates.</summary>
internal sealed class ChatStream : IAsyncDisposable
{
    private readonly EventStream<LmStudioChatEvent> _events;
    private readonly IChatStreamReducer _reducer;
    private readonly ChatTurn _turn;
    private readonly FunctionCallBuffer _functionCalls;
    private readonly SplitCharacters _characters = new();
    private bool _hasContent;

    private ChatStream(EventStream<LmStudioChatEvent> events, IChatStreamReducer reducer, ChatTurn turn)
    {
        _events = events;
        _reducer = reducer;
        _turn = turn;
        _functionCalls = new FunctionCallBuffer(turn);
    }

    /// <summary>Sends the request of a turn and opens the response stream.</summary>
    public static async Task<ChatStream> OpenAsync(LmStudioTransport transport, IChatEndpoint endpoint, ChatTurn turn, CancellationToken cancellationToken)
    {
        (IStreamFormat<LmStudioChatEvent> format, IChatStreamReducer reducer) = endpoint.CreateStreamReader(turn);
        EventStream<LmStudioChatEvent> events = await transport.OpenStreamAsync(endpoint.CreateRequest(turn, stream: true), format, cancellationToken).ConfigureAwait(false);
        turn.Redact = events.Redact;
        return new ChatStream(events, reducer, turn);
    }

    /// <summary>Reads the next event. Returns <see langword="false"/> after the last one.</summary>
    public ValueTask<bool> MoveNextAsync() => _events.MoveNextAsync();

    /// <summary>Returns the update for the event that has been read, or <see langword="null"/> if there is none.</summary>
    /// <exception cref="LmStudioException">The event's data is invalid.</exception>
    public ChatResponseUpdate? GetUpdate()
    {
        ChatResponseUpdate? update = Reduce();
        if (update is null)
        {
            return null;
        }

        _characters.Join(update.Contents, isLast: _events.HasEnded);
        _functionCalls.Hold(update);
        if (_events.HasEnded)
        {
            _functionCalls.Release(update, _events.HasFailed);
        }

        if (_events.CurrentError is { } error)
        {
            update.Contents.Add(_turn.CreateError(error));
        }

        // Without progress, there must be no empty first update.
        _hasContent |= update.Contents.Count > 0 || _events.HasEnded;
        return _hasContent || _turn.IncludeProgress ? update : null;
    }

    private ChatResponseUpdate? Reduce()
    {
        try
        {
            return _reducer.Reduce(_events.Current);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw _events.Unreadable(exception);
        }
    }

    public ValueTask DisposeAsync() => _events.DisposeAsync();
}
