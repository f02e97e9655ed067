using Microsoft.Extensions.AI;

namespace LmStudio.AI.SemanticKernel;

/// <summary>Which LM Studio a kernel's chat service talks to, and how. Values are read when the service is made.</summary>
public sealed class LmStudioKernelOptions
{
    /// <summary>Gets or sets the model to use where settings name none. The default, <see langword="null"/>, is the one LLM that is loaded.</summary>
    public string? ModelId { get; set; }

    /// <summary>
    /// Gets or sets what sends the requests; it stays the caller's to dispose. The default is <see langword="null"/>: if
    /// <see cref="Connection"/> and <see cref="HttpClient"/> are left as they are, the <see cref="LmStudioClient"/> of the services, registered for the same
    /// service id or for none; else one of its own.
    /// </summary>
    public LmStudioClient? Client { get; set; }

    /// <summary>Gets the endpoint, token and dialect. They are not used where there is a <see cref="Client"/>.</summary>
    public LmStudioClientOptions Connection { get; } = new();

    /// <summary>Gets or sets the HTTP client, which stays the caller's to dispose. It is not used where there is a <see cref="Client"/>.</summary>
    /// <remarks>Give it a <see cref="HttpClient.Timeout"/> of <see cref="Timeout.InfiniteTimeSpan"/>: loading a model takes minutes.</remarks>
    public HttpClient? HttpClient { get; set; }

    /// <summary>Gets how the chat client behaves.</summary>
    /// <remarks>
    /// Updates without content are off by default (<see cref="LmStudioChatClientOptions.StreamProgress"/>): Semantic Kernel's typed streaming
    /// fails on those that are not of the asked type. <see cref="LmStudioChatClientOptions.Progress"/> hears of progress all the same.
    /// </remarks>
    public LmStudioChatClientOptions Chat { get; } = new() { StreamProgress = false };

    /// <summary>Gets or sets the name of the source of activities and metrics. The default is that of Microsoft.Extensions.AI.</summary>
    public string? OpenTelemetrySourceName { get; set; }

    /// <summary>Gets or sets what configures the telemetry. The default does nothing.</summary>
    public Action<OpenTelemetryChatClient>? ConfigureOpenTelemetry { get; set; }
}
