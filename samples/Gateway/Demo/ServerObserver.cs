using LmStudio.AI.Yarp;

namespace GatewaySample.Demo;

/// <summary>Observes which server responded. All conversations share one client, as in an application, so the result is stored per asynchronous flow.</summary>
internal sealed class ServerObserver() : DelegatingHandler(new SocketsHttpHandler())
{
    private readonly AsyncLocal<Observation?> _current = new();

    /// <summary>Starts observing the requests of the calling method.</summary>
    public Observation Begin() => _current.Value = new Observation();

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        HttpResponseMessage response = await base.SendAsync(request, cancellationToken);
        if (_current.Value is { } observation && response.Headers.TryGetValues(LmStudioReverseProxyDefaults.ServerHeader, out IEnumerable<string>? names))
        {
            observation.Server = names.First();
        }

        return response;
    }

    internal sealed class Observation
    {
        public string? Server { get; set; }
    }
}
