using Microsoft.Extensions.AI;

namespace LmStudio.AI.SemanticKernel;

/// <summary>Options for the chat services of a kernel. They are read when the service is created.</summary>
public sealed class LmStudioKernelOptions
{
    /// <summary>Gets or sets the default model. The default is <see langword="null"/>, which uses the only loaded LLM.</summary>
    public string? ModelId { get; set; }

    /// <summary>
    /// Gets or sets the client that sends the requests, which the caller disposes. The default is <see langword="null"/>, which uses the registered
    /// <see cref="LmStudioClient"/> with the same service id or without a key, or creates a client if there is none or if <see cref="Connection"/> or
    /// <see cref="HttpClient"/> is set.
    /// </summary>
    public LmStudioClient? Client { get; set; }

    /// <summary>Gets the options of the connection. They are ignored if <see cref="Client"/> is set.</summary>
    public LmStudioClientOptions Connection { get; } = new();

    /// <summary>Gets or sets the HTTP client, which the caller disposes. It is ignored if <see cref="Client"/> is set.</summary>
    /// <remarks>Set its <see cref="HttpClient.Timeout"/> to <see cref="Timeout.InfiniteTimeSpan"/>, as loading a model can take minutes.</remarks>
    public HttpClient? HttpClient { get; set; }

    /// <summary>Gets the options of the chat client.</summary>
    /// <remarks>
    /// <see cref="LmStudioChatClientOptions.StreamProgress"/> is <see langword="false"/> by default, as Semantic Kernel's typed streaming fails on updates
    /// without content. <see cref="LmStudioChatClientOptions.Progress"/> still receives the progress.
    /// </remarks>
    public LmStudioChatClientOptions Chat { get; } = new() { StreamProgress = false };

    /// <summary>Gets or sets the name of the activity source and the meter. The default is that of Microsoft.Extensions.AI.</summary>
    public string? OpenTelemetrySourceName { get; set; }

    /// <summary>Gets or sets a callback that configures the telemetry. The default is <see langword="null"/>.</summary>
    public Action<OpenTelemetryChatClient>? ConfigureOpenTelemetry { get; set; }
}
