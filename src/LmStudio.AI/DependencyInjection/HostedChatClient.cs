using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;

namespace LmStudio.AI;

/// <summary>The chat client that a host registers: always the one for the current options.</summary>
internal sealed class HostedChatClient(LmStudioClientSource source, string? model, LmStudioChatClientOptions options, ILoggerFactory? loggerFactory) : IChatClient
{
    private volatile Inner? _inner;

    public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        GetCurrent().GetResponseAsync(messages, options, cancellationToken);

    public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        GetCurrent().GetStreamingResponseAsync(messages, options, cancellationToken);

    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceKey is null && Throw.IfNull(serviceType).IsInstanceOfType(this) ? this : GetCurrent().GetService(serviceType, serviceKey);

    public void Dispose()
    {
        // The connections are the factory's.
    }

    private LmStudioChatClient GetCurrent()
    {
        LmStudioClient client = source.Client;
        string? currentModel = GivenText.OrNull(model) ?? source.Model;
        Inner? inner = _inner;
        if (inner is null || inner.Client != client || inner.Model != currentModel)
        {
            _inner = inner = new Inner(client, currentModel, new LmStudioChatClient(client, currentModel, options, loggerFactory));
        }

        return inner.ChatClient;
    }

    private sealed record Inner(LmStudioClient Client, string? Model, LmStudioChatClient ChatClient);
}
