using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace LmStudio.AI.Yarp;

/// <summary>The gateway's metrics.</summary>
internal sealed class GatewayMetrics
{
    private readonly Meter _meter;
    private readonly Counter<long> _requests;
    private readonly Counter<long> _recorded;
    private readonly Counter<long> _tableFailures;

    public GatewayMetrics(IMeterFactory meterFactory)
    {
        _meter = meterFactory.Create(LmStudioReverseProxyDefaults.MeterName);
        _requests = _meter.CreateCounter<long>("lmstudio.gateway.requests", "{request}", "Requests, by outcome and server.");
        _recorded = _meter.CreateCounter<long>("lmstudio.gateway.conversations.recorded", "{conversation}", "Conversation ids recorded from responses.");
        _tableFailures = _meter.CreateCounter<long>("lmstudio.gateway.table.failures", "{failure}", "Failures of the distributed cache of conversations.");
    }

    public void ConversationRecorded() => _recorded.Add(1);

    public void TableFailed() => _tableFailures.Add(1);

    /// <param name="outcome">The outcome of the request.</param>
    /// <param name="server">The server that responded, or <see langword="null"/>.</param>
    public void RequestCompleted(string outcome, string? server)
    {
        TagList tags = new() { { "lmstudio.gateway.outcome", outcome } };
        if (server is not null)
        {
            tags.Add("lmstudio.gateway.server", server);
        }

        _requests.Add(1, tags);
    }

    public void ObserveConversations(Func<int> count) =>
        _ = _meter.CreateObservableGauge("lmstudio.gateway.conversations.in_memory", count, "{conversation}", "Conversation ids in memory.");
}
