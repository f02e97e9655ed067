using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;

namespace LmStudio.AI;

/// <summary>An <see cref="IChatClient"/> for models that LM Studio serves (<see href="https://lmstudio.ai/docs/developer/rest/chat"/>).</summary>
/// <remarks>
/// <para>
/// Answers are stored by the server unless <c>Store</c> says otherwise: pass the <see cref="ChatResponse.ConversationId"/> of an answer in
/// <see cref="ChatOptions.ConversationId"/> and only the new message to go on. The id of an older answer branches the conversation.
/// </para>
/// <para>
/// Each request goes to the one of LM Studio's endpoints that can carry it best. One that none can carry is a
/// <see cref="NotSupportedException"/> that names what does not go together, before anything is sent.
/// </para>
/// <para>
/// All members are safe to use from several threads. Failures of the server are <see cref="LmStudioException"/>.
/// </para>
/// </remarks>
public sealed class LmStudioChatClient : IChatClient
{
    private readonly LmStudioClient _client;
    private readonly bool _ownsClient;
    private readonly ChatClientMetadata _metadata;
    private readonly ChatTurnPlanner _planner;
    private readonly IChatEndpoint[] _endpoints;
    private readonly LmStudioChatClientOptions _options;

    /// <summary>Initializes a new instance of the <see cref="LmStudioChatClient"/> class for the server of the environment, by default <c>http://localhost:1234</c>.</summary>
    /// <param name="model">The model to use where a request names none. <see langword="null"/> takes the one LLM that is loaded.</param>
    /// <exception cref="ArgumentException">The environment gives an endpoint or a token that cannot be one.</exception>
    public LmStudioChatClient(string? model = null)
        : this(new LmStudioClient(), model, options: null, loggerFactory: null, ownsClient: true)
    {
    }

    /// <summary>Initializes a new instance of the <see cref="LmStudioChatClient"/> class for a server.</summary>
    /// <param name="endpoint">The server's address, for instance <c>http://localhost:1234</c>.</param>
    /// <param name="model">The model to use where a request names none. <see langword="null"/> takes the one LLM that is loaded.</param>
    /// <param name="apiToken">The API token. <see langword="null"/> takes the environment variable <c>LM_API_TOKEN</c>, else none.</param>
    /// <exception cref="ArgumentNullException"><paramref name="endpoint"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException">The endpoint is not an absolute http or https address, or the token holds white space.</exception>
    public LmStudioChatClient(Uri endpoint, string? model = null, string? apiToken = null)
        : this(new LmStudioClient(endpoint, apiToken), model, options: null, loggerFactory: null, ownsClient: true)
    {
    }

    /// <summary>Initializes a new instance of the <see cref="LmStudioChatClient"/> class over a client of the caller's, which stays the caller's to dispose.</summary>
    /// <param name="client">Sends the requests.</param>
    /// <param name="model">The model to use where a request names none. <see langword="null"/> takes the one LLM that is loaded.</param>
    /// <param name="options">How the client behaves. <see langword="null"/> takes the defaults.</param>
    /// <param name="loggerFactory">Logs options that had to be left out and the like. <see langword="null"/> takes what <paramref name="client"/> logs to.</param>
    /// <exception cref="ArgumentNullException"><paramref name="client"/> is <see langword="null"/>.</exception>
    public LmStudioChatClient(LmStudioClient client, string? model = null, LmStudioChatClientOptions? options = null, ILoggerFactory? loggerFactory = null)
        : this(Throw.IfNull(client), model, options, loggerFactory, ownsClient: false)
    {
    }

    private LmStudioChatClient(LmStudioClient client, string? model, LmStudioChatClientOptions? options, ILoggerFactory? loggerFactory, bool ownsClient)
    {
        model = GivenText.OrNull(model);
        _client = client;
        _ownsClient = ownsClient;
        _options = options?.Clone() ?? new LmStudioChatClientOptions();
        _metadata = new ChatClientMetadata("lmstudio", client.Endpoint, model);
        _endpoints = [new NativeChatEndpoint(client), new ChatCompletionsEndpoint(), new ResponsesEndpoint(), new MessagesEndpoint()];
        _planner = new ChatTurnPlanner(client, model, _options, (loggerFactory ?? client.LoggerFactory).CreateLogger(LogCategory.Chat));
    }

    /// <inheritdoc />
    /// <exception cref="ArgumentNullException"><paramref name="messages"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException"><paramref name="messages"/> holds no text or image of the user's.</exception>
    /// <exception cref="NotSupportedException">No endpoint can carry the request.</exception>
    /// <exception cref="LmStudioException">The request failed.</exception>
    public async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        ChatMessage[] all = TrailingInstruction.ToUser(CutCalls.Remove([.. Throw.IfNull(messages)]));
        for (bool recognizeHistory = true; ; recognizeHistory = false)
        {
            ChatTurn turn = await _planner.PlanAsync(all, options, this, recognizeHistory, cancellationToken).ConfigureAwait(false);
            try
            {
                ChatResponse response = await SendAsync(turn, cancellationToken).ConfigureAwait(false);
                _planner.Complete(turn, response);
                CheckJson(turn, response);
                return response;
            }
            catch (LmStudioException exception) when (_planner.TryForget(turn, exception))
            {
            }
        }
    }

    /// <inheritdoc />
    /// <exception cref="ArgumentNullException"><paramref name="messages"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException"><paramref name="messages"/> holds no text or image of the user's.</exception>
    /// <exception cref="NotSupportedException">No endpoint can carry the request.</exception>
    /// <exception cref="LmStudioException">The request failed.</exception>
    public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        _ = Throw.IfNull(messages);
        return new ChatUpdates(token => new ChatUpdateReader(_planner, OpenAsync, this, messages, options, token), cancellationToken);
    }

    /// <inheritdoc />
    public object? GetService(Type serviceType, object? serviceKey = null)
    {
        _ = Throw.IfNull(serviceType);

        return serviceKey is not null ? null
            : serviceType == typeof(ChatClientMetadata) ? _metadata
            : serviceType == typeof(LmStudioClient) ? _client
            : serviceType.IsInstanceOfType(this) ? this
            : null;
    }

    /// <summary>Disposes the underlying <see cref="LmStudioClient"/> if this client made it.</summary>
    public void Dispose()
    {
        if (_ownsClient)
        {
            _client.Dispose();
        }
    }

    private void CheckJson(ChatTurn turn, ChatResponse response)
    {
        if (JsonAnswer.For(turn) is { } json)
        {
            json.Add(response.Messages[response.Messages.Count - 1].Contents, response.FinishReason);
            json.Check(turn, text => Redact(turn, text));
        }
    }

    private string Redact(ChatTurn turn, string text) => _client.Transport.Redact(text, turn.Secrets);

    private Task<ChatResponse> SendAsync(ChatTurn turn, CancellationToken cancellationToken)
    {
        IChatEndpoint endpoint = GetEndpoint(turn);
        return turn.Progress is not null && endpoint.HasProgress
            ? JoinAsync(turn, cancellationToken)
            : SendWholeAsync(endpoint, turn, cancellationToken);
    }

    private async Task<ChatResponse> SendWholeAsync(IChatEndpoint endpoint, ChatTurn turn, CancellationToken cancellationToken) =>
        ChatTurn.ToResponse(AnswerGate.Settle(
            turn,
            await _client.Transport.SendAsync(endpoint.CreateRequest(turn, stream: false), body => endpoint.MapAnswer(body, turn), cancellationToken).ConfigureAwait(false)));

    /// <summary>Reads a whole answer as a stream, for somebody who hears of progress.</summary>
    private async Task<ChatResponse> JoinAsync(ChatTurn turn, CancellationToken cancellationToken)
    {
        List<ChatResponseUpdate> updates = [];
        ChatStream stream = await OpenAsync(turn, cancellationToken).ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
        {
            while (await stream.MoveNextAsync().ConfigureAwait(false))
            {
                if (stream.GetUpdate() is { } update)
                {
                    updates.Add(update);
                }
            }
        }

        // The last event has the whole answer, as it comes when it is not streamed.
        ChatResponse response = updates.ToChatResponse();
        response.RawRepresentation = response.Messages[0].RawRepresentation = ((ChatEndEvent)updates[updates.Count - 1].RawRepresentation!).Result;
        return response;
    }

    private Task<ChatStream> OpenAsync(ChatTurn turn, CancellationToken cancellationToken) => ChatStream.OpenAsync(_client.Transport, GetEndpoint(turn), turn, cancellationToken);

    private IChatEndpoint GetEndpoint(ChatTurn turn) => Array.Find(_endpoints, endpoint => endpoint.Kind == turn.Endpoint)!;
}
