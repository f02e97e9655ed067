using LmStudio.AI.Yarp;

namespace GatewaySample.Demo;

/// <summary>
/// Sees which server has answered. One client serves all conversations, as in an application, so what is seen is kept by the flow of the turn that asked.
/// </summary>
internal sealed class ServerObserver() : DelegatingHandler(new SocketsHttpHandler())
{
    private readonly AsyncLocal<Observation?> _current = new();

    /// <summary>Begins to observe the requests of the calling method.</summary>
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
