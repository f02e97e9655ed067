using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace LmStudio.AI;

/// <summary>Provides the client for the current options: the same one until the endpoint, the dialect or the default model changes.</summary>
internal sealed class LmStudioClientSource(string name, IOptionsMonitor<LmStudioClientOptions> options, HttpClient httpClient, ILoggerFactory? loggerFactory)
{
    private readonly ILogger _logger = (loggerFactory ?? NullLoggerFactory.Instance).CreateLogger(LogCategory.Hosting);
    private readonly object _gate = new();
    private volatile Settled? _settled;
    private volatile string? _lastProblem;

    /// <summary>Gets the client for the current options.</summary>
    /// <exception cref="OptionsValidationException">The options are invalid and have never been valid.</exception>
    public LmStudioClient Client => Settle().Client;

    /// <summary>Gets the model of the current options.</summary>
    public string? Model => Client.DefaultModel;

    /// <summary>Gets the models that the host is loading at startup.</summary>
    public PendingWarmups Warmups { get; } = new();

    private Settled Settle()
    {
        LmStudioClientOptions current;
        try
        {
            current = options.Get(name);
        }
        catch (Exception exception) when (_settled is { } settled)
        {
            // A mistake in a settings file must not stop a running application. The caller's own code may throw any exception.
            string problem = SecretRedactor.Redact(exception.Message, settled.Options.ApiToken);
            if (Interlocked.Exchange(ref _lastProblem, problem) != problem)
            {
                HostingLog.InvalidReload(_logger, settled.Client.Endpoint, problem);
            }

            return settled;
        }

        Settled? last = _settled;
        if (ReferenceEquals(last?.Options, current))
        {
            return last!;
        }

        lock (_gate)
        {
            return _settled is { } settled && ReferenceEquals(settled.Options, current) ? settled : _settled = Change(current);
        }
    }

    private Settled Change(LmStudioClientOptions current)
    {
        _lastProblem = null;

        // A client keeps the token of its own endpoint: an old client must not send the token of the new endpoint to the old one.
        bool isSameServer = _settled is { } last && last.Options.Dialect == current.Dialect
            && last.Client.Endpoint == LmStudioEndpoint.Resolve(current.Endpoint, httpClient.BaseAddress);
        ClientSlot slot = isSameServer ? _settled!.Slot : new ClientSlot();
        slot.Options = current;
        if (isSameServer && _settled!.Client.DefaultModel == GivenText.OrNull(current.Model))
        {
            return new Settled(current, slot, _settled.Client);
        }

        LmStudioClient client = new(httpClient, new LmStudioClientOptions
        {
            Endpoint = current.Endpoint,
            Dialect = current.Dialect,
            Model = current.Model,
            ApiTokenProvider = cancellationToken =>
            {
                _ = Settle();
                return slot.GetTokenAsync(cancellationToken);
            },
        }, loggerFactory);
        HttpClientFactory.Prepare(client.Endpoint);
        return new Settled(current, slot, client);
    }

    private sealed record Settled(LmStudioClientOptions Options, ClientSlot Slot, LmStudioClient Client);

    /// <summary>The last options that were for a server.</summary>
    private sealed class ClientSlot
    {
        private volatile LmStudioClientOptions? _options;

        public LmStudioClientOptions Options
        {
            set => _options = value;
        }

        public ValueTask<string?> GetTokenAsync(CancellationToken cancellationToken) =>
            _options is { ApiTokenProvider: { } provider }
                ? provider(cancellationToken)
                : new(LmStudioApiToken.Resolve(_options?.ApiToken));
    }
}
