using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace LmStudio.AI;

/// <summary>A client of LM Studio's REST API (<see href="https://lmstudio.ai/docs/developer/rest"/>): one method per endpoint.</summary>
/// <remarks>
/// All members are safe to use from several threads. Every failure is an <see cref="LmStudioException"/>;
/// cancellation is an <see cref="OperationCanceledException"/> and closes the connection, which makes LM Studio stop.
/// No timeout applies unless an injected <see cref="HttpClient"/> has one.
/// </remarks>
public sealed class LmStudioClient : IDisposable
{
    private readonly HttpClient? _ownedHttpClient;
    private readonly LmStudioTransport _transport;
    private readonly LmStudioApiDialect _dialect;
    private volatile bool _sawThreadId;

    /// <summary>Initializes a new instance of the <see cref="LmStudioClient"/> class with an HTTP client of its own.</summary>
    /// <param name="options">Endpoint, token and dialect. <see langword="null"/> takes them from the environment, else the defaults.</param>
    /// <param name="loggerFactory">Logs requests, model management and, unless they have a log of their own, the chats over this client. <see langword="null"/> logs nothing.</param>
    /// <exception cref="ArgumentException">The endpoint is not an absolute http or https address, or the token holds white space.</exception>
    public LmStudioClient(LmStudioClientOptions? options = null, ILoggerFactory? loggerFactory = null)
        : this(httpClient: null, options, LmStudioEndpoint.Resolve(options?.Endpoint, httpClientBaseAddress: null), loggerFactory)
    {
    }

    /// <summary>Initializes a new instance of the <see cref="LmStudioClient"/> class with an HTTP client of its own.</summary>
    /// <param name="endpoint">The server's address, for instance <c>http://localhost:1234</c>.</param>
    /// <param name="apiToken">The API token. <see langword="null"/> takes the environment variable <c>LM_API_TOKEN</c>, else none.</param>
    /// <exception cref="ArgumentNullException"><paramref name="endpoint"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException">The endpoint is not an absolute http or https address, or the token holds white space.</exception>
    public LmStudioClient(Uri endpoint, string? apiToken = null)
        : this(new LmStudioClientOptions { Endpoint = Throw.IfNull(endpoint), ApiToken = apiToken })
    {
    }

    /// <summary>Initializes a new instance of the <see cref="LmStudioClient"/> class over an HTTP client of the caller's, which stays the caller's to dispose.</summary>
    /// <param name="httpClient">Sends the requests. Give it a <see cref="HttpClient.Timeout"/> of <see cref="Timeout.InfiniteTimeSpan"/>: loading a model takes minutes.</param>
    /// <param name="options">Endpoint, token and dialect. Without an endpoint, the HTTP client's base address is used.</param>
    /// <param name="loggerFactory">Logs requests, model management and, unless they have a log of their own, the chats over this client. <see langword="null"/> logs nothing.</param>
    /// <exception cref="ArgumentNullException"><paramref name="httpClient"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException">The endpoint is not an absolute http or https address, or the token holds white space.</exception>
    public LmStudioClient(HttpClient httpClient, LmStudioClientOptions? options = null, ILoggerFactory? loggerFactory = null)
        : this(Throw.IfNull(httpClient), options, LmStudioEndpoint.Resolve(options?.Endpoint, httpClient.BaseAddress), loggerFactory)
    {
    }

    private LmStudioClient(HttpClient? httpClient, LmStudioClientOptions? options, Uri endpoint, ILoggerFactory? loggerFactory)
    {
        string? apiToken = options?.ApiTokenProvider is null ? LmStudioApiToken.Resolve(options?.ApiToken) : null;
        httpClient ??= _ownedHttpClient = HttpClientFactory.Create(endpoint);
        LoggerFactory = loggerFactory ?? NullLoggerFactory.Instance;
        ModelLogger = LoggerFactory.CreateLogger(LogCategory.Models);
        _transport = new LmStudioTransport(httpClient, endpoint, apiToken, options?.ApiTokenProvider, LoggerFactory.CreateLogger(LogCategory.Http));
        _dialect = options?.Dialect ?? LmStudioApiDialect.Auto;
        Models = new ModelCatalog(this);
        Loads = _ownedHttpClient is null ? SharedModelLoads.Get(endpoint, httpClient) : SharedModelLoads.Get(endpoint);
    }

    /// <summary>Gets the root of the server's address.</summary>
    public Uri Endpoint => _transport.Endpoint;

    /// <summary>Gets what sends requests, for the endpoints that have no method here.</summary>
    internal LmStudioTransport Transport => _transport;

    /// <summary>Gets what makes the logs of chats that have none of their own.</summary>
    internal ILoggerFactory LoggerFactory { get; }

    /// <summary>Makes what reads the events of a native chat.</summary>
    internal NativeStreamFormat CreateChatStreamFormat() => new(completed: Observe);

    /// <summary>Gets the log of loads and downloads.</summary>
    internal ILogger ModelLogger { get; }

    /// <summary>Gets the briefly cached list of models, shared by the chat clients over this client.</summary>
    internal ModelCatalog Models { get; }

    /// <summary>Gets what loads and unloads models, shared by the clients of one server.</summary>
    internal ModelLoads Loads { get; }

    /// <summary>Asks whether an LM Studio server answers at the endpoint: <c>GET /lmstudio-greeting</c>.</summary>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <returns><see langword="true"/> for LM Studio, <see langword="false"/> for any other server.</returns>
    /// <exception cref="LmStudioException">Nothing answers at the endpoint.</exception>
    public async Task<bool> IsLmStudioAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            LmStudioGreeting greeting = await _transport.SendAsync(
                LmStudioRequest.Get("lmstudio-greeting"),
                AnswerJsonContext.Default.LmStudioGreeting,
                static greeting => greeting.IsLmStudio,
                cancellationToken).ConfigureAwait(false);
            return greeting.IsLmStudio;
        }
        catch (LmStudioException exception) when (exception.StatusCode is not null)
        {
            // Something answered. If it asks for an LM Studio token, that is an answer too; the type of OpenAI's error is another.
            return exception is { Kind: LmStudioErrorKind.Unauthorized, ErrorType: "invalid_request" };
        }
    }

    /// <summary>Lists the models that are downloaded, with their loaded instances: <c>GET /api/v1/models</c>.</summary>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <returns>The models, in the server's order.</returns>
    /// <exception cref="LmStudioException">The request failed.</exception>
    public async Task<IReadOnlyList<LmStudioModel>> ListModelsAsync(CancellationToken cancellationToken = default)
    {
        LmStudioModelList list = await _transport.SendAsync(
            LmStudioRequest.Get("api/v1/models"),
            AnswerJsonContext.Default.LmStudioModelList,
            static list => list.Models is not null,
            cancellationToken).ConfigureAwait(false);
        return [.. list.Models!];
    }

    /// <summary>Lists the models that can be asked for by the endpoints compatible with OpenAI's: <c>GET /v1/models</c>.</summary>
    /// <remarks>
    /// With "Just-in-Time Model Loading" these are all that are downloaded, without it those that are loaded: so this tells what can be used
    /// at once, and <see cref="ListModelsAsync"/> everything else.
    /// </remarks>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <returns>The models, in the server's order.</returns>
    /// <exception cref="LmStudioException">The request failed.</exception>
    public async Task<IReadOnlyList<LmStudioOpenAIModel>> ListOpenAIModelsAsync(CancellationToken cancellationToken = default)
    {
        LmStudioOpenAIModelList list = await _transport.SendAsync(
            LmStudioRequest.Get("v1/models"),
            AnswerJsonContext.Default.LmStudioOpenAIModelList,
            static list => list.Data is not null,
            cancellationToken).ConfigureAwait(false);
        return [.. list.Data!];
    }

    /// <summary>Loads a model, as one more instance if it is loaded already: <c>POST /api/v1/models/load</c>.</summary>
    /// <param name="request">The model's key, and how to load it.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <returns>The instance. The task completes when it is loaded, which takes seconds to minutes.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="request"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException">The request names no model.</exception>
    /// <exception cref="LmStudioException">The request failed, for instance because the model is not downloaded or memory does not suffice.</exception>
    public Task<LmStudioLoadResult> LoadModelAsync(LmStudioLoadRequest request, CancellationToken cancellationToken = default)
    {
        _ = Throw.IfNull(request);
        _ = Throw.IfNullOrWhiteSpace(request.Model, "request.Model");

        return ModelLoadTelemetry.RunAsync(request.Model, Endpoint, ModelLogger, () => _transport.SendAsync(
            LmStudioRequest.Post("api/v1/models/load", request, LmStudioJsonContext.Default.LmStudioLoadRequest),
            AnswerJsonContext.Default.LmStudioLoadResult,
            static result => result is { InstanceId.Length: > 0 },
            cancellationToken));
    }

    /// <summary>Unloads an instance: <c>POST /api/v1/models/unload</c>.</summary>
    /// <param name="instanceId">The exact id of the instance. For a model's key the server picks one of the model's instances, whoever loaded it.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <returns>The id of the instance that was unloaded.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="instanceId"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException"><paramref name="instanceId"/> is empty.</exception>
    /// <exception cref="LmStudioException">The request failed, for instance because no such instance is loaded.</exception>
    public async Task<string> UnloadModelAsync(string instanceId, CancellationToken cancellationToken = default)
    {
        LmStudioUnloadRequest request = new() { InstanceId = Throw.IfNullOrWhiteSpace(instanceId) };
        LmStudioUnloadResult result = await _transport.SendAsync(
            LmStudioRequest.Post("api/v1/models/unload", request, LmStudioJsonContext.Default.LmStudioUnloadRequest),
            AnswerJsonContext.Default.LmStudioUnloadResult,
            static result => result.InstanceId is not null,
            cancellationToken).ConfigureAwait(false);
        return result.InstanceId!;
    }

    /// <summary>Starts the download of a model: <c>POST /api/v1/models/download</c>.</summary>
    /// <param name="model">The id of a model of LM Studio's catalog, or the full address of one on huggingface.co.</param>
    /// <param name="quantization">The quantization to get, for instance <c>Q4_K_M</c>. Only for addresses on huggingface.co.</param>
    /// <param name="cancellationToken">Ends the request, not a download that has begun.</param>
    /// <returns>The state. Ask for the next one with <see cref="GetDownloadStatusAsync"/>.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="model"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException"><paramref name="model"/> is empty.</exception>
    /// <exception cref="LmStudioException">The request failed.</exception>
    public Task<LmStudioDownload> DownloadModelAsync(string model, string? quantization = null, CancellationToken cancellationToken = default)
    {
        LmStudioDownloadRequest request = new() { Model = Throw.IfNullOrWhiteSpace(model), Quantization = quantization };
        return _transport.SendAsync(
            LmStudioRequest.Post("api/v1/models/download", request, LmStudioJsonContext.Default.LmStudioDownloadRequest),
            AnswerJsonContext.Default.LmStudioDownload,
            static download => download is { Status.Length: > 0 },
            cancellationToken);
    }

    /// <summary>Gets how far a download is: <c>GET /api/v1/models/download/status/{job_id}</c>.</summary>
    /// <param name="jobId">The id of the download.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <returns>The state.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="jobId"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException"><paramref name="jobId"/> is empty.</exception>
    /// <exception cref="LmStudioException">The request failed, for instance because the server does not know the download.</exception>
    public async Task<LmStudioDownload> GetDownloadStatusAsync(string jobId, CancellationToken cancellationToken = default)
    {
        using JsonDocument answer = await _transport.SendAsync(
            LmStudioRequest.Get("api/v1/models/download/status/" + Uri.EscapeDataString(Throw.IfNullOrWhiteSpace(jobId))),
            LmStudioJsonContext.Default.JsonDocument,
            answer => DownloadStatusReader.CanRead(answer, jobId),
            cancellationToken).ConfigureAwait(false);
        return DownloadStatusReader.Read(answer, jobId)!;
    }

    /// <summary>Asks a model and waits for the whole answer: <c>POST /api/v1/chat</c>.</summary>
    /// <param name="request">What to ask.</param>
    /// <param name="cancellationToken">Ends the request and, with it, the generation.</param>
    /// <returns>The answer.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="request"/> is <see langword="null"/>.</exception>
    /// <exception cref="NotSupportedException">The request holds what the preview dialect cannot say.</exception>
    /// <exception cref="LmStudioException">The request failed.</exception>
    public Task<LmStudioChatResult> ChatAsync(LmStudioChatRequest request, CancellationToken cancellationToken = default) =>
        _transport.SendAsync(CreateChatRequest(Throw.IfNull(request), stream: false), ReadChatResult, cancellationToken);

    /// <summary>Asks a model and reads the answer as it is made: <c>POST /api/v1/chat</c> with <c>stream</c>.</summary>
    /// <param name="request">What to ask.</param>
    /// <param name="cancellationToken">Ends the request and, with it, the generation. So does leaving the enumeration.</param>
    /// <returns>
    /// The events, <see cref="ChatEndEvent"/> being the last. A stream that ends without it throws, and so does an error before any output.
    /// An error after output is a <see cref="ChatErrorEvent"/>, and is thrown once the stream has ended.
    /// </returns>
    /// <exception cref="ArgumentNullException"><paramref name="request"/> is <see langword="null"/>.</exception>
    /// <exception cref="NotSupportedException">The request holds what the preview dialect cannot say.</exception>
    /// <exception cref="LmStudioException">The request failed (while the events are enumerated).</exception>
    public IAsyncEnumerable<LmStudioChatEvent> ChatStreamingAsync(LmStudioChatRequest request, CancellationToken cancellationToken = default) =>
        StreamAsync(CreateChatRequest(Throw.IfNull(request), stream: true), cancellationToken);

    /// <summary>Lets a model go on from a text and waits for the whole answer: <c>POST /v1/completions</c>.</summary>
    /// <param name="request">The text, and how to go on.</param>
    /// <param name="cancellationToken">Ends the request and, with it, the generation.</param>
    /// <returns>The answer.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="request"/> or its prompt is <see langword="null"/>.</exception>
    /// <exception cref="LmStudioException">The request failed.</exception>
    public Task<LmStudioCompletion> CompleteAsync(LmStudioCompletionRequest request, CancellationToken cancellationToken = default) =>
        _transport.SendAsync(
            CompletionRequestMapper.Map(request, stream: false),
            AnswerJsonContext.Default.LmStudioCompletion,
            static completion => completion.Choices.Count > 0,
            cancellationToken);

    /// <summary>Lets a model go on from a text and reads the answer as it is made: <c>POST /v1/completions</c> with <c>stream</c>.</summary>
    /// <param name="request">The text, and how to go on.</param>
    /// <param name="cancellationToken">Ends the request and, with it, the generation. So does leaving the enumeration.</param>
    /// <returns>The pieces of the answer. An error and an end before the last piece throw, also after pieces.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="request"/> or its prompt is <see langword="null"/>.</exception>
    /// <exception cref="LmStudioException">The request failed (while the pieces are enumerated).</exception>
    public IAsyncEnumerable<LmStudioCompletion> CompleteStreamingAsync(LmStudioCompletionRequest request, CancellationToken cancellationToken = default) =>
        CompletionStream.ReadAsync(_transport, CompletionRequestMapper.Map(request, stream: true), cancellationToken);

    /// <summary>Closes the connections, unless they belong to an injected <see cref="HttpClient"/>.</summary>
    public void Dispose() => _ownedHttpClient?.Dispose();

    /// <summary>Makes the request of a native chat, in the dialect that the server speaks.</summary>
    internal LmStudioRequest CreateChatRequest(LmStudioChatRequest request, bool stream)
    {
        request = request.WithStream(stream);
        IReadOnlyList<string>? secrets = IntegrationSecrets.Of(request.Integrations);
        return IsPreview(request.PreviousResponseId)
            ? LmStudioRequest.Post("api/v1/chat", PreviewRequestMapper.Map(request), LmStudioJsonContext.Default.PreviewChatRequest, secrets)
            : LmStudioRequest.Post("api/v1/chat", request, LmStudioJsonContext.Default.LmStudioChatRequest, secrets);
    }

    /// <summary>Reads a whole answer of a native chat. Returns <see langword="null"/> for a body that is none.</summary>
    internal LmStudioChatResult? ReadChatResult(ReadOnlySpan<byte> body)
    {
        LmStudioChatResult? result = JsonSerializer.Deserialize(body, AnswerJsonContext.Default.LmStudioChatResult);
        if (result?.Output is null || result.HasError)
        {
            return null;
        }

        Observe(result);
        return result;
    }

    /// <summary>Returns whether native chats are written in the preview dialect.</summary>
    internal bool IsPreview(string? conversationId) =>
        _dialect == LmStudioApiDialect.Preview
        || (_dialect == LmStudioApiDialect.Auto
            && (_sawThreadId || PreviewRequestMapper.IsThread(conversationId)));

    private async IAsyncEnumerable<LmStudioChatEvent> StreamAsync(LmStudioRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        EventStream<LmStudioChatEvent> events = await _transport.OpenStreamAsync(request, CreateChatStreamFormat(), cancellationToken).ConfigureAwait(false);
        await using (events.ConfigureAwait(false))
        {
            while (await events.MoveNextAsync().ConfigureAwait(false))
            {
                yield return events.Current;
            }
        }
    }

    /// <summary>Learns from an answer which dialect the server speaks.</summary>
    private void Observe(LmStudioChatResult result) => _sawThreadId |= result.ThreadId is not null;
}
