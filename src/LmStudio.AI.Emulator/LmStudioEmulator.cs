using System.Net.Sockets;

namespace LmStudio.AI.Emulator;

/// <summary>
/// Emulates an LM Studio server in process: an HTTP server on a loopback port that implements the REST API of LM Studio 0.4, both the native endpoints and
/// those compatible with OpenAI and Anthropic, with the same validation and the same error bodies. Responses come from a script, from a chat client, or from
/// a small built-in demo model.
/// </summary>
/// <example>
/// <code>
/// await using var lmStudio = await LmStudioEmulator.StartAsync();
/// lmStudio.Script.Enqueue(EmulatorStep.Reason("An easy one."), EmulatorStep.Text("Rayleigh scattering."));
/// // … let the code under test talk to lmStudio.Endpoint …
/// Assert.Equal("/api/v1/chat", lmStudio.Requests.Single().Path);
/// </code>
/// </example>
public sealed class LmStudioEmulator : IAsyncDisposable
{
    private readonly ModelStore _models;
    private readonly DownloadStore _downloads;
    private readonly ConversationStore _conversations;
    private readonly RequestLog _requests;
    private readonly LoopbackServer _server;
    private readonly IReadOnlyList<EmulatorMcpServer> _plugins;

    private LmStudioEmulator(
        LmStudioEmulatorOptions options,
        EmulatorScript script,
        ModelStore models,
        DownloadStore downloads,
        ConversationStore conversations,
        RequestLog requests,
        LoopbackServer server,
        IReadOnlyList<EmulatorMcpServer> plugins)
    {
        Faults = options.Faults;
        Script = script;
        _models = models;
        _downloads = downloads;
        _conversations = conversations;
        _requests = requests;
        _server = server;
        _plugins = plugins;
    }

    /// <summary>Gets the address of the server, for example <c>http://127.0.0.1:40123/</c>.</summary>
    public Uri Endpoint => _server.Endpoint;

    /// <summary>Gets the script that the model follows.</summary>
    public EmulatorScript Script { get; }

    /// <summary>Gets the faults to simulate. They can be changed at any time.</summary>
    public EmulatorFaults Faults { get; }

    /// <summary>Gets a snapshot of all requests received so far, in order, including those that failed.</summary>
    public IReadOnlyList<EmulatorRequest> Requests => _requests.Snapshot();

    /// <summary>Gets a snapshot of the downloaded models.</summary>
    public IReadOnlyList<EmulatorModel> Models => _models.Models;

    /// <summary>Gets a snapshot of the loaded instances.</summary>
    public IReadOnlyList<EmulatorInstance> LoadedInstances => _models.Instances;

    /// <summary>Starts an emulator.</summary>
    /// <param name="configure">Configures the options, or <see langword="null"/> to use the defaults.</param>
    /// <param name="cancellationToken">The token that cancels the start.</param>
    /// <returns>The running emulator. Disposing it stops the server and aborts requests in progress.</returns>
    /// <exception cref="IOException">The port is in use.</exception>
    /// <exception cref="SocketException">The port cannot be opened for another reason, such as missing permission.</exception>
    public static async Task<LmStudioEmulator> StartAsync(
        Action<LmStudioEmulatorOptions>? configure = null, CancellationToken cancellationToken = default)
    {
        LmStudioEmulatorOptions options = new();
        configure?.Invoke(options);

        List<EmulatorMcpServer> plugins = [];
        try
        {
            Dictionary<string, Uri> addresses = new();
            foreach (EmulatorPlugin plugin in options.Plugins)
            {
                if (plugin.Endpoint is null)
                {
                    plugins.Add(await EmulatorMcpServer.StartAsync(plugin.Tools, cancellationToken).ConfigureAwait(false));
                }

                addresses[plugin.Id] = plugin.Endpoint ?? plugins[^1].Endpoint;
            }

            EmulatorScript script = new();
            RequestLog requests = new();
            ModelStore models = new(options.Models, options.TimeProvider);
            ConversationStore conversations = new(options.Faults, options.TimeProvider);
            ModelLoader loader = new(models, options.Faults, options.ModelLoadDuration, options.TimeProvider);
            DownloadStore downloads = new(models, options.Faults, options.DownloadDuration, options.TimeProvider);
            McpConnector mcp = new(addresses, options.AllowPluginCalls, options.AllowPrivateMcpAddresses);
            RequestPipeline pipeline = new(
                requests,
                options,
                new ChatEndpoint(models, conversations, mcp, script, new NativeChat(loader, conversations, options.Faults, options), options),
                new ModelEndpoints(models, loader, options.TimeProvider),
                new DownloadEndpoints(models, downloads),
                downloads,
                new CompatRoutes(models, loader, conversations, mcp, script, options));
            LoopbackServer server = await LoopbackServer.StartAsync(options.Port, pipeline.HandleAsync, cancellationToken).ConfigureAwait(false);
            return new(options, script, models, downloads, conversations, requests, server, plugins);
        }
        catch
        {
            await DisposeAllAsync(plugins).ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Loads a model immediately, without a request and regardless of <see cref="EmulatorFaults.RefuseLoads"/>.</summary>
    /// <param name="key">The key of the model.</param>
    /// <param name="contextLength">
    /// The context length in tokens, or <see langword="null"/> for the default of the model. It also applies to a model with a
    /// <see cref="EmulatorModel.FixedContextLength"/>.
    /// </param>
    /// <returns>The instance id: the key, followed by <c>:2</c>, <c>:3</c> and so on if the model is already loaded.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="key"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException">No model with this key is downloaded.</exception>
    public string LoadModel(string key, int? contextLength = null)
    {
        ArgumentNullException.ThrowIfNull(key);
        EmulatorModel model = _models.FindByKey(key) ?? throw new ArgumentException($"No model '{key}' is downloaded.", nameof(key));
        return _models.Load(model, LoadConfig.For(model, contextLength)).Id;
    }

    /// <summary>Unloads an instance immediately, without a request.</summary>
    /// <param name="instanceId">The instance id.</param>
    /// <returns><see langword="true"/> if the instance was loaded; otherwise, <see langword="false"/>.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="instanceId"/> is <see langword="null"/>.</exception>
    public bool UnloadModel(string instanceId)
    {
        ArgumentNullException.ThrowIfNull(instanceId);
        return _models.Unload(instanceId) is not null;
    }

    /// <summary>Deletes a downloaded model, which LM Studio offers in its user interface only. Loaded instances of the model stay loaded.</summary>
    /// <param name="key">The key of the model.</param>
    /// <returns><see langword="true"/> if the model was downloaded; otherwise, <see langword="false"/>.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="key"/> is <see langword="null"/>.</exception>
    public bool DeleteModel(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return _models.Remove(key);
    }

    /// <summary>Removes all download jobs and their progress, as a restart of LM Studio does. Their job ids are unknown afterwards.</summary>
    public void ForgetDownloads() => _downloads.Clear();

    /// <summary>Removes all stored conversations. Their response ids and thread ids are unknown afterwards.</summary>
    public void ForgetConversations() => _conversations.Clear();

    /// <summary>Stops the server and aborts requests in progress.</summary>
    /// <returns>A task that completes when the server has stopped.</returns>
    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync().ConfigureAwait(false);
        await DisposeAllAsync(_plugins).ConfigureAwait(false);
    }

    private static async Task DisposeAllAsync(IEnumerable<EmulatorMcpServer> servers)
    {
        foreach (EmulatorMcpServer server in servers)
        {
            await server.DisposeAsync().ConfigureAwait(false);
        }
    }
}
