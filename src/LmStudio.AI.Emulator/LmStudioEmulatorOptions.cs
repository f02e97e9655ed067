using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;

namespace LmStudio.AI.Emulator;

/// <summary>What an <see cref="LmStudioEmulator"/> is like. Read once, when it starts, except for <see cref="Faults"/>.</summary>
public sealed class LmStudioEmulatorOptions
{
    /// <summary>Gets or sets the port on the loopback interface. The default, 0, takes any free one.</summary>
    public int Port { get; set; }

    /// <summary>Gets or sets the dialect to speak. The default is <see cref="EmulatorDialect.Released"/>.</summary>
    public EmulatorDialect Dialect { get; set; }

    /// <summary>
    /// Gets the API tokens to accept. Empty, the default, means that authentication is off and that a token, whatever it is, is not looked at. LM Studio's
    /// tokens look like <c>sk-lm-12345678:12345678901234567890</c>; here any text will do.
    /// See <see href="https://lmstudio.ai/docs/developer/core/authentication"/>.
    /// </summary>
    public IList<string> ApiTokens { get; } = [];

    /// <summary>
    /// Gets the models that are downloaded. The default is a small catalogue with one of each kind: reasoning off/on (<c>qwen/qwen3-8b</c>), reasoning
    /// low/medium/high (<c>openai/gpt-oss-20b</c>), vision (<c>qwen/qwen3-vl-4b</c>), a strict template (<c>mistralai/ministral-3-3b</c>), neither reasoning
    /// nor tools (<c>google/gemma-3-1b</c>) and embeddings (<c>text-embedding-nomic-embed-text-v1.5</c>). None is loaded at the start.
    /// </summary>
    public IList<EmulatorModel> Models { get; } = [.. DefaultModels.Create()];

    /// <summary>Gets the MCP servers of mcp.json, which requests name by plugin id. None by default.</summary>
    public IList<EmulatorPlugin> Plugins { get; } = [];

    /// <summary>
    /// Gets or sets a value indicating whether requests may use <see cref="Plugins"/> ("Allow calling servers from mcp.json"); when false they are answered
    /// with a 403. The default is false, as in LM Studio, where the switch needs authentication to be on and the token needs a permission of its own.
    /// </summary>
    public bool AllowPluginCalls { get; set; }

    /// <summary>
    /// Gets or sets a value indicating whether a request may bring along MCP servers with loopback and private addresses. The default is false, as in LM Studio
    /// since 0.4.15: <see href="https://github.com/lmstudio-ai/lmstudio-bug-tracker/issues/1993"/>.
    /// </summary>
    public bool AllowPrivateMcpAddresses { get; set; }

    /// <summary>Gets or sets a value indicating whether a chat loads the model it asks for. The default is true.</summary>
    public bool JustInTimeLoading { get; set; } = true;

    /// <summary>Gets or sets how long loading a model takes. The default is zero, so that tests do not wait. A load tells its progress either way.</summary>
    public TimeSpan ModelLoadDuration { get; set; }

    /// <summary>Gets or sets how long downloading a model takes. The default is one second.</summary>
    public TimeSpan DownloadDuration { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Gets or sets how fast the model writes, in tokens per second. The default, null, is as fast as it can.</summary>
    public double? TokensPerSecond { get; set; }

    /// <summary>
    /// Gets or sets the chat client that answers when the script is empty. It gets the whole conversation and the tools of the request; the emulator calls
    /// the MCP tools it asks for and passes the calls of functions on. The default, null, leaves the answers to a small built-in model. The emulator does
    /// not dispose of it.
    /// </summary>
    public IChatClient? ChatClient { get; set; }

    /// <summary>Gets or sets what goes wrong; the same object as <see cref="LmStudioEmulator.Faults"/>.</summary>
    public EmulatorFaults Faults { get; set; } = new();

    /// <summary>Gets or sets the clock behind every delay, duration and expiry. The default is the system's.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>Gets or sets where each request is logged (category <c>LmStudio.AI.Emulator</c>, information). The default, null, is nowhere.</summary>
    public ILoggerFactory? LoggerFactory { get; set; }
}
