using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace LmStudio.AI.Yarp;

/// <summary>What the gateway counts.</summary>
internal sealed class GatewayMetrics
{
    private readonly Meter _meter;
    private readonly Counter<long> _requests;
    private readonly Counter<long> _learned;
    private readonly Counter<long> _tableFailures;

    public GatewayMetrics(IMeterFactory meterFactory)
    {
        _meter = meterFactory.Create(LmStudioReverseProxyDefaults.MeterName);
        _requests = _meter.CreateCounter<long>("lmstudio.gateway.requests", "{request}", "Requests, by outcome and by the server that answered.");
        _learned = _meter.CreateCounter<long>("lmstudio.gateway.conversations.learned", "{conversation}", "Ids of conversations that were learned from answers.");
        _tableFailures = _meter.CreateCounter<long>("lmstudio.gateway.table.failures", "{failure}", "Failures of the distributed cache of conversations.");
    }

    public void Learned() => _learned.Add(1);

    public void TableFailed() => _tableFailures.Add(1);

    /// <param name="outcome">What became of the request.</param>
    /// <param name="server">The server that answered, or <see langword="null"/>.</param>
    public void Answered(string outcome, string? server)
    {
        TagList tags = new() { { "lmstudio.gateway.outcome", outcome } };
        if (server is not null)
        {
            tags.Add("lmstudio.gateway.server", server);
        }

        _requests.Add(1, tags);
    }

    public void ObserveConversations(Func<int> count) =>
        _ = _meter.CreateObservableGauge("lmstudio.gateway.conversations.in_memory", count, "{conversation}", "Ids of conversations in memory.");
}
