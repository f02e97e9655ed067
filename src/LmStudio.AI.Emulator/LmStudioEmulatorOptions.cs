using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;

namespace LmStudio.AI.Emulator;

/// <summary>Provides options for <see cref="LmStudioEmulator"/>. They are read when the emulator starts; only <see cref="Faults"/> can be changed later.</summary>
public sealed class LmStudioEmulatorOptions
{
    /// <summary>Gets or sets the port on the loopback interface. The default, 0, selects a free port.</summary>
    public int Port { get; set; }

    /// <summary>Gets or sets the dialect of the native API. The default is <see cref="EmulatorDialect.Released"/>.</summary>
    public EmulatorDialect Dialect { get; set; }

    /// <summary>
    /// Gets the accepted API tokens. If empty, the default, authentication is off and tokens are ignored. LM Studio's tokens look like
    /// <c>sk-lm-12345678:12345678901234567890</c>; the emulator accepts any text.
    /// See <see href="https://lmstudio.ai/docs/developer/core/authentication"/>.
    /// </summary>
    public IList<string> ApiTokens { get; } = [];

    /// <summary>
    /// Gets the downloaded models. The default is a small catalog with one model of each kind: reasoning off/on (<c>qwen/qwen3-8b</c>), reasoning
    /// low/medium/high (<c>openai/gpt-oss-20b</c>), vision (<c>qwen/qwen3-vl-4b</c>), a strict template (<c>mistralai/ministral-3-3b</c>), neither reasoning
    /// nor tools (<c>google/gemma-3-1b</c>) and embeddings (<c>text-embedding-nomic-embed-text-v1.5</c>). No model is loaded initially.
    /// </summary>
    public IList<EmulatorModel> Models { get; } = [.. DefaultModels.Create()];

    /// <summary>Gets the MCP servers of mcp.json, which requests refer to by plugin id. The default is an empty list.</summary>
    public IList<EmulatorPlugin> Plugins { get; } = [];

    /// <summary>
    /// Gets or sets a value indicating whether requests may use <see cref="Plugins"/> ("Allow calling servers from mcp.json"). If not, they fail with status
    /// 403. The default is <see langword="false"/>, as in LM Studio, whose setting also requires authentication and a token with the permission.
    /// </summary>
    public bool AllowPluginCalls { get; set; }

    /// <summary>
    /// Gets or sets a value indicating whether requests may use MCP servers at loopback and private addresses. The default is <see langword="false"/>, as in
    /// LM Studio since 0.4.15: <see href="https://github.com/lmstudio-ai/lmstudio-bug-tracker/issues/1993"/>.
    /// </summary>
    public bool AllowPrivateMcpAddresses { get; set; }

    /// <summary>Gets or sets a value indicating whether a chat request loads its model on demand. The default is <see langword="true"/>.</summary>
    public bool JustInTimeLoading { get; set; } = true;

    /// <summary>Gets or sets the time that loading a model takes. The default is zero. Progress is reported in any case.</summary>
    public TimeSpan ModelLoadDuration { get; set; }

    /// <summary>Gets or sets the time that downloading a model takes. The default is one second.</summary>
    public TimeSpan DownloadDuration { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Gets or sets the generation speed, in tokens per second. The default, <see langword="null"/>, does not limit it.</summary>
    public double? TokensPerSecond { get; set; }

    /// <summary>
    /// Gets or sets the chat client that responds when the script is empty. It receives the whole conversation and the tools of the request. The emulator
    /// invokes the MCP tools that it calls and returns function calls to the caller. The default, <see langword="null"/>, uses the built-in demo model. The
    /// emulator does not dispose the client.
    /// </summary>
    public IChatClient? ChatClient { get; set; }

    /// <summary>Gets or sets the faults to simulate. This is the same object as <see cref="LmStudioEmulator.Faults"/>.</summary>
    /// <exception cref="ArgumentNullException">The value is <see langword="null"/>.</exception>
    public EmulatorFaults Faults
    {
        get;
        set => field = value ?? throw new ArgumentNullException(nameof(value));
    } = new();

    /// <summary>Gets or sets the time provider for all delays, durations and expirations. The default is <see cref="TimeProvider.System"/>.</summary>
    /// <exception cref="ArgumentNullException">The value is <see langword="null"/>.</exception>
    public TimeProvider TimeProvider
    {
        get;
        set => field = value ?? throw new ArgumentNullException(nameof(value));
    } = TimeProvider.System;

    /// <summary>
    /// Gets or sets the logger factory. Each request is logged at the information level, in the category <c>LmStudio.AI.Emulator</c>. The default,
    /// <see langword="null"/>, disables logging.
    /// </summary>
    public ILoggerFactory? LoggerFactory { get; set; }
}
