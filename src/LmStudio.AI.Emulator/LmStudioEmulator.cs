using System.Net.Sockets;

namespace LmStudio.AI.Emulator;

/// <summary>
/// An LM Studio server in process: a real HTTP server on a loopback port that speaks the REST API of LM Studio 0.4, native and compatible with OpenAI's and
/// Anthropic's, with its strictness, oddities and error bodies, without LM Studio or a model. What the model says is scripted, delegated to a chat client,
/// or left to a small built-in model.
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

    /// <summary>Gets what the model is going to say.</summary>
    public EmulatorScript Script { get; }

    /// <summary>Gets what goes wrong. It may be changed at any time.</summary>
    public EmulatorFaults Faults { get; }

    /// <summary>Gets a snapshot of all requests received so far, in order, whatever became of them.</summary>
    public IReadOnlyList<EmulatorRequest> Requests => _requests.Snapshot();

    /// <summary>Gets a snapshot of the models that are downloaded.</summary>
    public IReadOnlyList<EmulatorModel> Models => _models.Models;

    /// <summary>Gets a snapshot of the instances that are loaded.</summary>
    public IReadOnlyList<EmulatorInstance> LoadedInstances => _models.Instances;

    /// <summary>Starts an emulator.</summary>
    /// <param name="configure">Sets the options; null leaves them all at their defaults.</param>
    /// <param name="cancellationToken">Cancels the start.</param>
    /// <returns>The emulator, listening. Disposing of it stops the server and aborts the requests under way.</returns>
    /// <exception cref="IOException">The port is in use.</exception>
    /// <exception cref="SocketException">The port can't be had for another reason, for want of permission for instance.</exception>
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

    /// <summary>Starts a server that gives back recorded exchanges.</summary>
    /// <param name="folder">The folder that <c>lmstudio-emulator record</c> has written.</param>
    /// <param name="configure">Sets the options; null leaves them all at their defaults.</param>
    /// <param name="cancellationToken">Cancels the start.</param>
    /// <returns>The server, listening.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="folder"/> is <see langword="null"/>.</exception>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    /// <exception cref="InvalidDataException">The folder has no recorded exchanges, or a file in it cannot be read.</exception>
    /// <exception cref="IOException">The port is in use.</exception>
    public static Task<LmStudioReplay> ReplayAsync(string folder, Action<LmStudioReplayOptions>? configure = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(folder);
        return LmStudioReplay.StartAsync(folder, configure, cancellationToken);
    }

    /// <summary>Loads a model at once, without a request and whatever <see cref="EmulatorFaults.RefuseLoads"/> says.</summary>
    /// <param name="key">The model's key.</param>
    /// <param name="contextLength">
    /// The length of its context in tokens; null for the model's default. It applies also to a model with a <see cref="EmulatorModel.FixedContextLength"/>.
    /// </param>
    /// <returns>The instance id: the key, with <c>:2</c> and so on when the model is loaded already.</returns>
    /// <exception cref="ArgumentException">No model with this key is downloaded.</exception>
    public string LoadModel(string key, int? contextLength = null)
    {
        EmulatorModel model = _models.FindByKey(key) ?? throw new ArgumentException($"No model '{key}' is downloaded.", nameof(key));
        return _models.Load(model, LoadConfig.For(model, contextLength)).Id;
    }

    /// <summary>Unloads an instance at once, without a request.</summary>
    /// <param name="instanceId">The instance id.</param>
    /// <returns>True when there was such an instance.</returns>
    public bool UnloadModel(string instanceId) => _models.Unload(instanceId) is not null;

    /// <summary>Deletes a model from the disk at once, which only LM Studio's user can do. Its instances stay loaded.</summary>
    /// <param name="key">The model's key.</param>
    /// <returns>True when there was such a model.</returns>
    public bool DeleteModel(string key) => _models.Remove(key);

    /// <summary>Loses every download job, as LM Studio does when it restarts: each job id is unknown from now on, and what has arrived is gone.</summary>
    public void ForgetDownloads() => _downloads.Clear();

    /// <summary>Loses every stored conversation: each response id and each thread id is unknown from now on.</summary>
    public void ForgetConversations() => _conversations.Clear();

    /// <summary>Stops the server. Requests under way are aborted.</summary>
    /// <returns>A task that is done when the server has stopped.</returns>
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
