using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;

namespace LmStudio.AI.Emulator;

/// <summary>Options for <see cref="LmStudioEmulator"/>. They are read when it starts, except for <see cref="Faults"/>.</summary>
public sealed class LmStudioEmulatorOptions
{
    /// <summary>Gets or sets the port on the loopback interface. The default is 0, which selects a free one.</summary>
    public int Port { get; set; }

    /// <summary>Gets or sets the version of the native API. The default is <see cref="EmulatorDialect.Released"/>.</summary>
    public EmulatorDialect Dialect { get; set; }

    /// <summary>
    /// Gets the accepted API tokens. The default is empty, which turns authentication off: tokens are ignored. LM Studio's tokens look like
    /// <c>sk-lm-12345678:12345678901234567890</c>, but any text can be used.
    /// See <see href="https://lmstudio.ai/docs/developer/core/authentication"/>.
    /// </summary>
    public IList<string> ApiTokens { get; } = [];

    /// <summary>
    /// Gets the downloaded models. The default is a small catalog with one model of each kind: reasoning off/on (<c>qwen/qwen3-8b</c>), reasoning
    /// low/medium/high (<c>openai/gpt-oss-20b</c>), vision (<c>qwen/qwen3-vl-4b</c>), a strict template (<c>mistralai/ministral-3-3b</c>), neither reasoning
    /// nor tools (<c>google/gemma-3-1b</c>) and embeddings (<c>text-embedding-nomic-embed-text-v1.5</c>). None is loaded initially.
    /// </summary>
    public IList<EmulatorModel> Models { get; } = [.. DefaultModels.Create()];

    /// <summary>Gets the MCP servers of mcp.json, which requests refer to by plugin id. There are none by default.</summary>
    public IList<EmulatorPlugin> Plugins { get; } = [];

    /// <summary>
    /// Gets or sets a value indicating whether requests may use <see cref="Plugins"/> ("Allow calling servers from mcp.json"); otherwise, they fail
    /// with status 403. The default is <see langword="false"/>, as in LM Studio, where this also requires authentication and a permission of the token.
    /// </summary>
    public bool AllowPluginCalls { get; set; }

    /// <summary>
    /// Gets or sets a value indicating whether requests may specify MCP servers at loopback and private addresses. The default is <see langword="false"/>, as in LM Studio
    /// since 0.4.15: <see href="https://github.com/lmstudio-ai/lmstudio-bug-tracker/issues/1993"/>.
    /// </summary>
    public bool AllowPrivateMcpAddresses { get; set; }

    /// <summary>Gets or sets a value indicating whether a chat request loads its model. The default is <see langword="true"/>.</summary>
    public bool JustInTimeLoading { get; set; } = true;

    /// <summary>Gets or sets how long loading a model takes. The default is zero, so that tests do not wait. A load tells its progress either way.</summary>
    public TimeSpan ModelLoadDuration { get; set; }

    /// <summary>Gets or sets how long downloading a model takes. The default is one second.</summary>
    public TimeSpan DownloadDuration { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Gets or sets the generation speed, in tokens per second. The default is <see langword="null"/>, which means no delay.</summary>
    public double? TokensPerSecond { get; set; }

    /// <summary>
    /// Gets or sets the chat client that creates responses when the script is empty. It receives the whole conversation and the tools of the request. The emulator
    /// executes its calls of MCP tools and returns its calls of functions. The default is <see langword="null"/>, which uses a small built-in demo model. The
    /// emulator does not dispose it.
    /// </summary>
    public IChatClient? ChatClient { get; set; }

    /// <summary>Gets or sets the faults to inject, which are also <see cref="LmStudioEmulator.Faults"/>.</summary>
    public EmulatorFaults Faults { get; set; } = new();

    /// <summary>Gets or sets the time provider for delays, durations and expirations. The default is <see cref="System.TimeProvider.System"/>.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>Gets or sets the logger factory for requests, which are logged to the category <c>LmStudio.AI.Emulator</c>. The default is <see langword="null"/>, which logs nothing.</summary>
    public ILoggerFactory? LoggerFactory { get; set; }
}
