using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;

namespace LmStudio.AI;

/// <summary>An <see cref="IChatClient"/> for models that LM Studio serves (<see href="https://lmstudio.ai/docs/developer/rest/chat"/>).</summary>
/// <remarks>
/// <para>
/// The server stores responses unless <c>Store</c> is <see langword="false"/>. To continue a conversation, set <see cref="ChatOptions.ConversationId"/> to the
/// <see cref="ChatResponse.ConversationId"/> of a response and send only the new message. The id of an older response branches the conversation.
/// </para>
/// <para>
/// Each request goes to the LM Studio endpoint that supports it best. If none supports it, a <see cref="NotSupportedException"/> that names the
/// conflicting features is thrown before anything is sent.
/// </para>
/// <para>
/// All members are thread-safe. Server failures are thrown as <see cref="LmStudioException"/>.
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

    /// <summary>
    /// Initializes a new instance of the <see cref="LmStudioChatClient"/> class for the server that the environment variable <c>LM_STUDIO_ENDPOINT</c> names,
    /// by default <c>http://localhost:1234</c>.
    /// </summary>
    /// <param name="model">The default model. If <see langword="null"/>, the only loaded LLM is used.</param>
    /// <exception cref="ArgumentException">An environment variable holds an invalid endpoint or token.</exception>
    public LmStudioChatClient(string? model = null)
        : this(new LmStudioClient(), model, options: null, loggerFactory: null, ownsClient: true)
    {
    }

    /// <summary>Initializes a new instance of the <see cref="LmStudioChatClient"/> class for a server.</summary>
    /// <param name="endpoint">The server's address, for example <c>http://localhost:1234</c>.</param>
    /// <param name="model">The default model. If <see langword="null"/>, the only loaded LLM is used.</param>
    /// <param name="apiToken">The API token. If <see langword="null"/>, the environment variable <c>LM_API_TOKEN</c> is used if it is set.</param>
    /// <exception cref="ArgumentNullException"><paramref name="endpoint"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException">The endpoint is not an absolute http or https address, or the token contains white space.</exception>
    public LmStudioChatClient(Uri endpoint, string? model = null, string? apiToken = null)
        : this(new LmStudioClient(endpoint, apiToken), model, options: null, loggerFactory: null, ownsClient: true)
    {
    }

    /// <summary>Initializes a new instance of the <see cref="LmStudioChatClient"/> class with an existing <see cref="LmStudioClient"/>, which the caller disposes.</summary>
    /// <param name="client">The client that sends the requests.</param>
    /// <param name="model">
    /// The default model. If <see langword="null"/>, <see cref="LmStudioClientOptions.Model"/> of the client's options is used, or else the only loaded LLM.
    /// </param>
    /// <param name="options">The options, or <see langword="null"/> for the defaults.</param>
    /// <param name="loggerFactory">The logger factory. If <see langword="null"/>, that of <paramref name="client"/> is used.</param>
    /// <exception cref="ArgumentNullException"><paramref name="client"/> is <see langword="null"/>.</exception>
    public LmStudioChatClient(LmStudioClient client, string? model = null, LmStudioChatClientOptions? options = null, ILoggerFactory? loggerFactory = null)
        : this(Throw.IfNull(client), model, options, loggerFactory, ownsClient: false)
    {
    }

    private LmStudioChatClient(LmStudioClient client, string? model, LmStudioChatClientOptions? options, ILoggerFactory? loggerFactory, bool ownsClient)
    {
        model = GivenText.OrNull(model) ?? client.DefaultModel;
        _client = client;
        _ownsClient = ownsClient;
        _options = options?.Clone() ?? new LmStudioChatClientOptions();
        _metadata = new ChatClientMetadata("lmstudio", client.Endpoint, model);
        _endpoints = [client.NativeChat, new ChatCompletionsEndpoint(), new ResponsesEndpoint(), new MessagesEndpoint()];
        _planner = new ChatTurnPlanner(client, model, _options, (loggerFactory ?? client.LoggerFactory).CreateLogger(LogCategory.Chat));
    }

    /// <inheritdoc />
    /// <exception cref="ArgumentNullException"><paramref name="messages"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException"><paramref name="messages"/> contains no user text or image.</exception>
    /// <exception cref="NotSupportedException">No endpoint supports the request.</exception>
    /// <exception cref="LmStudioException">The request failed.</exception>
    public async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        ChatMessage[] all = HistoryNormalizer.From(Throw.IfNull(messages));
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
    /// <exception cref="ArgumentException"><paramref name="messages"/> contains no user text or image.</exception>
    /// <exception cref="NotSupportedException">No endpoint supports the request.</exception>
    /// <exception cref="LmStudioException">The request failed.</exception>
    public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
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

    /// <summary>Disposes the underlying <see cref="LmStudioClient"/> if this client created it.</summary>
    public void Dispose()
    {
        if (_ownsClient)
        {
            _client.Dispose();
        }
    }

    private void CheckJson(ChatTurn turn, ChatResponse response)
    {
        if (JsonResponseValidator.For(turn) is { } json)
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
        ChatTurn.ToResponse(FunctionCallBuffer.Process(
            turn,
            await _client.Transport.SendAsync(endpoint.CreateRequest(turn, stream: false), body => endpoint.MapResponse(body, turn), cancellationToken).ConfigureAwait(false)));

    /// <summary>Reads a non-streaming response as a stream, to report progress.</summary>
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

        // The last event has the same response as without streaming.
        ChatResponse response = updates.ToChatResponse();
        response.RawRepresentation = response.Messages[0].RawRepresentation = ((LmStudioChatEndEvent)updates[updates.Count - 1].RawRepresentation!).Result;
        return response;
    }

    private Task<ChatStream> OpenAsync(ChatTurn turn, CancellationToken cancellationToken) => ChatStream.OpenAsync(_client.Transport, GetEndpoint(turn), turn, cancellationToken);

    private IChatEndpoint GetEndpoint(ChatTurn turn) => Array.Find(_endpoints, endpoint => endpoint.Kind == turn.Endpoint)!;
}
