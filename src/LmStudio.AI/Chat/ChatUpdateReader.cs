#if NET
using System.Runtime.CompilerServices;
#endif
using Microsoft.Extensions.AI;

namespace LmStudio.AI;

/// <summary>Plans and sends the request of one streamed response, and reads its updates.</summary>
/// <remarks>
/// It is not an iterator because each streamed token passes through it: if the bytes have already arrived, as is usual, no state machine is involved.
/// </remarks>
internal sealed class ChatUpdateReader(
    ChatTurnPlanner planner,
    Func<ChatTurn, CancellationToken, Task<ChatStream>> openAsync,
    IChatClient client,
    IEnumerable<ChatMessage> messages,
    ChatOptions? options,
    CancellationToken cancellationToken) : IAsyncEnumerator<ChatResponseUpdate>
{
    /// <summary>The updates so far, if the planner needs the whole response.</summary>
    private readonly List<ChatResponseUpdate>? _seen = planner.RemembersResponses ? [] : null;

    private ChatTurn? _turn;
    private ChatStream? _stream;
    private JsonResponseValidator? _json;
    private bool _hasBegun;
    private bool _hasEnded;

    public ChatResponseUpdate Current { get; private set; } = null!;

    /// <summary>Gets or sets an object that is disposed with the reader.</summary>
    public IDisposable? Owned { get; set; }

    public ValueTask<bool> MoveNextAsync()
    {
        if (!_hasBegun || _hasEnded)
        {
            return _hasEnded ? new ValueTask<bool>(false) : EndUnlessReadAsync(BeginAsync());
        }

        try
        {
            ValueTask<bool> move = _stream!.MoveNextAsync();
            while (move.IsCompletedSuccessfully && move.Result)
            {
                if (TryAccept())
                {
                    return new ValueTask<bool>(true);
                }

                move = _stream.MoveNextAsync();
            }

            return EndUnlessReadAsync(move.IsCompletedSuccessfully ? move : ReadAsync(move));
        }
        catch (Exception exception)
        {
            return EndUnlessReadAsync(new ValueTask<bool>(Task.FromException<bool>(exception)));
        }
    }

    public async ValueTask DisposeAsync()
    {
        _hasEnded = true;
        await CloseAsync().ConfigureAwait(false);
        Owned?.Dispose();
    }

    /// <summary>Sends the request and waits for the first update.</summary>
    private async ValueTask<bool> BeginAsync()
    {
        ChatMessage[] all = HistoryNormalizer.From(messages);
        for (bool recognizeHistory = true; ; recognizeHistory = false)
        {
            _turn = await planner.PlanAsync(all, options, client, recognizeHistory, cancellationToken).ConfigureAwait(false);
            _json = JsonResponseValidator.For(_turn);
            try
            {
                _stream = await openAsync(_turn, cancellationToken).ConfigureAwait(false);
                return await ReadAsync(_stream.MoveNextAsync()).ConfigureAwait(false);
            }
            catch (LmStudioException exception) when (!_hasBegun && planner.TryForget(_turn, exception))
            {
                await CloseAsync().ConfigureAwait(false);
            }
        }
    }

    /// <summary>Waits for the next update.</summary>
    /// <param name="move">The pending move to the next event.</param>
#if NET
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
#endif
    private async ValueTask<bool> ReadAsync(ValueTask<bool> move)
    {
        while (await move.ConfigureAwait(false))
        {
            if (TryAccept())
            {
                return true;
            }

            move = _stream!.MoveNextAsync();
        }

        return false;
    }

    /// <summary>Returns whether there is an update. If there is none, the response has ended or failed.</summary>
#if NET
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
#endif
    private async ValueTask<bool> EndUnlessReadAsync(ValueTask<bool> read)
    {
        bool hasUpdate = false;
        try
        {
            hasUpdate = await read.ConfigureAwait(false);
            if (!hasUpdate)
            {
                _json?.Check(_turn!, _turn!.Redact);
            }

            return hasUpdate;
        }
        finally
        {
            if (!hasUpdate)
            {
                await DisposeAsync().ConfigureAwait(false);
            }
        }
    }

    /// <summary>Processes the event that was read. Returns <see langword="false"/> if there is no update for it.</summary>
    private bool TryAccept()
    {
        if (_stream!.GetUpdate() is not { } update)
        {
            return false;
        }

        _hasBegun = true;
        _json?.Add(update.Contents, update.FinishReason);
        _seen?.Add(update);
        if (update.FinishReason is not null)
        {
            planner.Complete(_turn!, (_seen ?? [update]).ToChatResponse());
        }

        Current = update;
        return true;
    }

    private ValueTask CloseAsync()
    {
        ChatStream? stream = _stream;
        _stream = null;
        return stream is null ? default : stream.DisposeAsync();
    }
}
