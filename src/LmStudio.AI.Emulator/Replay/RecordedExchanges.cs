namespace LmStudio.AI.Emulator.Replay;

/// <summary>Finds the recorded response to a request: that of the first unused exchange with an equal request, or else of the last one.</summary>
internal sealed class RecordedExchanges(IReadOnlyList<(string Name, RecordedExchange Exchange)> exchanges)
{
    private readonly Lock _lock = new();
    private readonly bool[] _given = new bool[exchanges.Count];

    /// <returns>The response, or <see langword="null"/> and an error message for the client.</returns>
    public (RecordedResponse? Response, string? Error) Find(RecordedRequest request)
    {
        lock (_lock)
        {
            int found = -1;
            for (int index = 0; index < exchanges.Count; index++)
            {
                if (RequestDifference.Find(exchanges[index].Exchange.Request, request) is null)
                {
                    found = index;
                    if (!_given[index])
                    {
                        break;
                    }
                }
            }

            if (found < 0)
            {
                return (null, Explain(request));
            }

            _given[found] = true;
            return (exchanges[found].Exchange.Response, null);
        }
    }

    private string Explain(RecordedRequest request)
    {
        foreach ((string name, RecordedExchange exchange) in exchanges)
        {
            if (exchange.Request.Method == request.Method && exchange.Request.Path == request.Path)
            {
                return $"No exchange was recorded for this {request.Method} {request.Path}. {name} differs {RequestDifference.Find(exchange.Request, request)}.";
            }
        }

        return $"No exchange was recorded for {request.Method} {request.Path}.";
    }
}
