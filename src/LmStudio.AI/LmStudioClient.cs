using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace LmStudio.AI;

/// <summary>A client for LM Studio's REST API (<see href="https://lmstudio.ai/docs/developer/rest"/>), with one method per endpoint.</summary>
/// <remarks>
/// All members are thread-safe. Failures are thrown as <see cref="LmStudioException"/>. Cancellation throws
/// <see cref="OperationCanceledException"/> and closes the connection, which stops the generation.
/// There is no timeout unless an injected <see cref="HttpClient"/> has one.
/// </remarks>
public sealed class LmStudioClient : IDisposable
{
    private readonly HttpClient? _ownedHttpClient;
    private readonly LmStudioTransport _transport;

    /// <summary>Initializes a new instance of the <see cref="LmStudioClient"/> class with its own <see cref="HttpClient"/>.</summary>
    /// <param name="options">The options, or <see langword="null"/> for those of the environment variables and the defaults.</param>
    /// <param name="loggerFactory">
    /// The logger factory, used also by the chat clients over this client unless they have their own. If <see langword="null"/>, nothing is logged.
    /// </param>
    /// <exception cref="ArgumentException">The endpoint is not an absolute http or https address, or the token contains white space.</exception>
    public LmStudioClient(LmStudioClientOptions? options = null, ILoggerFactory? loggerFactory = null)
        : this(httpClient: null, options, LmStudioEndpoint.Resolve(options?.Endpoint, httpClientBaseAddress: null), loggerFactory)
    {
    }

    /// <summary>Initializes a new instance of the <see cref="LmStudioClient"/> class with its own <see cref="HttpClient"/>.</summary>
    /// <param name="endpoint">The server's address, for example <c>http://localhost:1234</c>.</param>
    /// <param name="apiToken">The API token. If <see langword="null"/>, the environment variable <c>LM_API_TOKEN</c> is used if it is set.</param>
    /// <exception cref="ArgumentNullException"><paramref name="endpoint"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException">The endpoint is not an absolute http or https address, or the token contains white space.</exception>
    public LmStudioClient(Uri endpoint, string? apiToken = null)
        : this(new LmStudioClientOptions { Endpoint = Throw.IfNull(endpoint), ApiToken = apiToken })
    {
    }

    /// <summary>Initializes a new instance of the <see cref="LmStudioClient"/> class with an existing <see cref="HttpClient"/>, which the caller disposes.</summary>
    /// <param name="httpClient">
    /// The HTTP client that sends the requests. Set its <see cref="HttpClient.Timeout"/> to <see cref="Timeout.InfiniteTimeSpan"/>, as loading a model can take
    /// minutes.
    /// </param>
    /// <param name="options">The options. If they have no endpoint, the base address of <paramref name="httpClient"/> is used.</param>
    /// <param name="loggerFactory">
    /// The logger factory, used also by the chat clients over this client unless they have their own. If <see langword="null"/>, nothing is logged.
    /// </param>
    /// <exception cref="ArgumentNullException"><paramref name="httpClient"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException">The endpoint is not an absolute http or https address, or the token contains white space.</exception>
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
        Dialect = new ServerDialect(options?.Dialect ?? LmStudioApiDialect.Auto);
        NativeChat = new NativeChatEndpoint(Dialect);
        DefaultModel = GivenText.OrNull(options?.Model);
        Models = new ModelCatalog(this);
        Loads = _ownedHttpClient is null ? SharedModelLoads.Get(endpoint, httpClient) : SharedModelLoads.Get(endpoint);
    }

    /// <summary>Gets the base address of the server.</summary>
    public Uri Endpoint => _transport.Endpoint;

    /// <summary>Gets the transport, for endpoints that have no method here.</summary>
    internal LmStudioTransport Transport => _transport;

    /// <summary>Gets the dialect that the server speaks.</summary>
    internal ServerDialect Dialect { get; }

    /// <summary>Gets the endpoint for native chats.</summary>
    internal NativeChatEndpoint NativeChat { get; }

    /// <summary>Gets the model for chat clients that have none.</summary>
    internal string? DefaultModel { get; }

    /// <summary>Gets the logger factory for chat clients that have none.</summary>
    internal ILoggerFactory LoggerFactory { get; }

    /// <summary>Gets the logger for loads and downloads.</summary>
    internal ILogger ModelLogger { get; }

    /// <summary>Gets the model list, cached briefly and shared by the chat clients over this client.</summary>
    internal ModelCatalog Models { get; }

    /// <summary>Gets the loads and unloads in progress, shared by all clients of a server.</summary>
    internal ModelLoads Loads { get; }

    /// <summary>Checks whether the server at the endpoint is LM Studio: <c>GET /lmstudio-greeting</c>.</summary>
    /// <param name="cancellationToken">A token that cancels the request.</param>
    /// <returns><see langword="true"/> if the server is LM Studio; otherwise, <see langword="false"/>.</returns>
    /// <exception cref="LmStudioException">No server responds at the endpoint.</exception>
    public async Task<bool> IsLmStudioAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            LmStudioGreeting greeting = await _transport.SendAsync(
                LmStudioRequest.Get("lmstudio-greeting"),
                ResponseJsonContext.Default.LmStudioGreeting,
                static greeting => greeting.IsLmStudio,
                cancellationToken).ConfigureAwait(false);
            return greeting.IsLmStudio;
        }
        catch (LmStudioException exception) when (exception.StatusCode is not null)
        {
            // LM Studio may require a token for this request too. Its error type differs from that of OpenAI's API.
            return exception is { Kind: LmStudioErrorKind.Unauthorized, ErrorType: "invalid_request" };
        }
    }

    /// <summary>Lists the downloaded models with their loaded instances: <c>GET /api/v1/models</c>.</summary>
    /// <param name="cancellationToken">A token that cancels the request.</param>
    /// <returns>The models, in the server's order.</returns>
    /// <exception cref="LmStudioException">The request failed.</exception>
    public async Task<IReadOnlyList<LmStudioModel>> ListModelsAsync(CancellationToken cancellationToken = default)
    {
        LmStudioModelList list = await _transport.SendAsync(
            LmStudioRequest.Get("api/v1/models"),
            ResponseJsonContext.Default.LmStudioModelList,
            static list => list.Models is not null,
            cancellationToken).ConfigureAwait(false);
        return [.. list.Models!.Where(static model => model.Key.Length > 0)];
    }

    /// <summary>Lists the models that the OpenAI-compatible endpoints offer: <c>GET /v1/models</c>.</summary>
    /// <remarks>
    /// With "Just-in-Time Model Loading" these are all downloaded models; without it, the loaded ones. See <see cref="ListModelsAsync"/> for
    /// the details of each model.
    /// </remarks>
    /// <param name="cancellationToken">A token that cancels the request.</param>
    /// <returns>The models, in the server's order.</returns>
    /// <exception cref="LmStudioException">The request failed.</exception>
    public async Task<IReadOnlyList<LmStudioOpenAIModel>> ListOpenAIModelsAsync(CancellationToken cancellationToken = default)
    {
        LmStudioOpenAIModelList list = await _transport.SendAsync(
            LmStudioRequest.Get("v1/models"),
            ResponseJsonContext.Default.LmStudioOpenAIModelList,
            static list => list.Data is not null,
            cancellationToken).ConfigureAwait(false);
        return [.. list.Data!.Where(static model => model.Id.Length > 0)];
    }

    /// <summary>Loads a model, as another instance if it is already loaded: <c>POST /api/v1/models/load</c>.</summary>
    /// <param name="request">The model's key and the load settings.</param>
    /// <param name="cancellationToken">A token that cancels the request.</param>
    /// <returns>The instance. The task completes when the model is loaded, which takes seconds to minutes.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="request"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException">The request names no model.</exception>
    /// <exception cref="LmStudioException">The request failed, for example because the model is not downloaded or there is not enough memory.</exception>
    public Task<LmStudioLoadResult> LoadModelAsync(LmStudioLoadRequest request, CancellationToken cancellationToken = default)
    {
        _ = Throw.IfNull(request);
        _ = Throw.IfNullOrWhiteSpace(request.Model, "request.Model");

        return ModelLoadTelemetry.RunAsync(request.Model, Endpoint, ModelLogger, () => _transport.SendAsync(
            LmStudioRequest.Post("api/v1/models/load", request, LmStudioJsonContext.Default.LmStudioLoadRequest),
            ResponseJsonContext.Default.LmStudioLoadResult,
            static result => result is { InstanceId.Length: > 0 },
            cancellationToken));
    }

    /// <summary>Unloads an instance: <c>POST /api/v1/models/unload</c>.</summary>
    /// <param name="instanceId">The exact id of the instance. If it is the key of a model, the server selects one of the model's instances.</param>
    /// <param name="cancellationToken">A token that cancels the request.</param>
    /// <returns>The id of the unloaded instance.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="instanceId"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException"><paramref name="instanceId"/> is empty.</exception>
    /// <exception cref="LmStudioException">The request failed, for example because the instance is not loaded.</exception>
    public async Task<string> UnloadModelAsync(string instanceId, CancellationToken cancellationToken = default)
    {
        LmStudioUnloadRequest request = new() { InstanceId = Throw.IfNullOrWhiteSpace(instanceId) };
        LmStudioUnloadResult result = await _transport.SendAsync(
            LmStudioRequest.Post("api/v1/models/unload", request, LmStudioJsonContext.Default.LmStudioUnloadRequest),
            ResponseJsonContext.Default.LmStudioUnloadResult,
            static result => result.InstanceId is not null,
            cancellationToken).ConfigureAwait(false);
        return result.InstanceId!;
    }

    /// <summary>Starts the download of a model: <c>POST /api/v1/models/download</c>.</summary>
    /// <param name="model">The id of a model in LM Studio's catalog, or the full address of a model on huggingface.co.</param>
    /// <param name="quantization">The quantization to download, for example <c>Q4_K_M</c>. Only valid for addresses on huggingface.co.</param>
    /// <param name="cancellationToken">A token that cancels the request, but not a download that has started.</param>
    /// <returns>The state of the download. Use <see cref="GetDownloadStatusAsync"/> to update it.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="model"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException"><paramref name="model"/> is empty.</exception>
    /// <exception cref="LmStudioException">The request failed.</exception>
    public Task<LmStudioDownload> DownloadModelAsync(string model, string? quantization = null, CancellationToken cancellationToken = default)
    {
        LmStudioDownloadRequest request = new() { Model = Throw.IfNullOrWhiteSpace(model), Quantization = quantization };
        return _transport.SendAsync(
            LmStudioRequest.Post("api/v1/models/download", request, LmStudioJsonContext.Default.LmStudioDownloadRequest),
            ResponseJsonContext.Default.LmStudioDownload,
            static download => download is { Status.Length: > 0 },
            cancellationToken);
    }

    /// <summary>Gets the state of a download: <c>GET /api/v1/models/download/status/{job_id}</c>.</summary>
    /// <param name="jobId">The id of the download.</param>
    /// <param name="cancellationToken">A token that cancels the request.</param>
    /// <returns>The state of the download.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="jobId"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException"><paramref name="jobId"/> is empty.</exception>
    /// <exception cref="LmStudioException">The request failed, for example because the server does not know the download.</exception>
    public async Task<LmStudioDownload> GetDownloadStatusAsync(string jobId, CancellationToken cancellationToken = default)
    {
        using JsonDocument answer = await _transport.SendAsync(
            LmStudioRequest.Get("api/v1/models/download/status/" + Uri.EscapeDataString(Throw.IfNullOrWhiteSpace(jobId))),
            LmStudioJsonContext.Default.JsonDocument,
            answer => DownloadStatusReader.CanRead(answer, jobId),
            cancellationToken).ConfigureAwait(false);
        return DownloadStatusReader.Read(answer, jobId)!;
    }

    /// <summary>Sends a chat request and returns the complete response: <c>POST /api/v1/chat</c>.</summary>
    /// <param name="request">The chat request.</param>
    /// <param name="cancellationToken">A token that cancels the request and stops the generation.</param>
    /// <returns>The response.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="request"/> is <see langword="null"/>.</exception>
    /// <exception cref="NotSupportedException">The request uses a feature that the preview version of the API does not have.</exception>
    /// <exception cref="LmStudioException">The request failed.</exception>
    public Task<LmStudioChatResult> ChatAsync(LmStudioChatRequest request, CancellationToken cancellationToken = default) =>
        _transport.SendAsync(NativeChat.CreateRequest(Throw.IfNull(request), stream: false), NativeChat.ReadResult, cancellationToken);

    /// <summary>Sends a chat request and streams the response: <c>POST /api/v1/chat</c> with <c>stream</c>.</summary>
    /// <param name="request">The chat request.</param>
    /// <param name="cancellationToken">A token that cancels the request and stops the generation, as leaving the enumeration does.</param>
    /// <returns>
    /// The events, ending with <see cref="LmStudioChatEndEvent"/>. A stream that ends without it throws, as does an error before any output.
    /// An error after output is returned as <see cref="LmStudioChatErrorEvent"/> and thrown when the stream ends.
    /// </returns>
    /// <exception cref="ArgumentNullException"><paramref name="request"/> is <see langword="null"/>.</exception>
    /// <exception cref="NotSupportedException">The request uses a feature that the preview version of the API does not have.</exception>
    /// <exception cref="LmStudioException">The request failed (thrown while the events are enumerated).</exception>
    public IAsyncEnumerable<LmStudioChatEvent> ChatStreamingAsync(LmStudioChatRequest request, CancellationToken cancellationToken = default) =>
        StreamAsync(NativeChat.CreateRequest(Throw.IfNull(request), stream: true), cancellationToken);

    /// <summary>Completes a text and returns the complete response: <c>POST /v1/completions</c>.</summary>
    /// <param name="request">The completion request.</param>
    /// <param name="cancellationToken">A token that cancels the request and stops the generation.</param>
    /// <returns>The response.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="request"/> or its prompt is <see langword="null"/>.</exception>
    /// <exception cref="LmStudioException">The request failed.</exception>
    public Task<LmStudioCompletion> CompleteAsync(LmStudioCompletionRequest request, CancellationToken cancellationToken = default) =>
        _transport.SendAsync(
            CompletionRequestMapper.Map(request, stream: false),
            ResponseJsonContext.Default.LmStudioCompletion,
            static completion => completion.Choices.Count > 0,
            cancellationToken);

    /// <summary>Completes a text and streams the response: <c>POST /v1/completions</c> with <c>stream</c>.</summary>
    /// <param name="request">The completion request.</param>
    /// <param name="cancellationToken">A token that cancels the request and stops the generation, as leaving the enumeration does.</param>
    /// <returns>The chunks of the response. An error, or a stream that ends early, throws, even after chunks have been returned.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="request"/> or its prompt is <see langword="null"/>.</exception>
    /// <exception cref="LmStudioException">The request failed (thrown while the chunks are enumerated).</exception>
    public IAsyncEnumerable<LmStudioCompletion> CompleteStreamingAsync(LmStudioCompletionRequest request, CancellationToken cancellationToken = default) =>
        CompletionStream.ReadAsync(_transport, CompletionRequestMapper.Map(request, stream: true), cancellationToken);

    /// <summary>Disposes the HTTP client, unless it was injected.</summary>
    public void Dispose() => _ownedHttpClient?.Dispose();

    private async IAsyncEnumerable<LmStudioChatEvent> StreamAsync(LmStudioRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        EventStream<LmStudioChatEvent> events = await _transport.OpenStreamAsync(request, NativeChat.CreateStreamFormat(), cancellationToken).ConfigureAwait(false);
        await using (events.ConfigureAwait(false))
        {
            while (await events.MoveNextAsync().ConfigureAwait(false))
            {
                yield return events.Current;
            }
        }
    }
}
