using Microsoft.AspNetCore.Http;

namespace LmStudio.AI.Emulator;

/// <summary>Remembers every request in the order of arrival.</summary>
internal sealed class RequestLog
{
    private readonly Lock _gate = new();
    private readonly List<EmulatorRequest> _requests = [];

    public IReadOnlyList<EmulatorRequest> Snapshot()
    {
        lock (_gate)
        {
            return [.. _requests];
        }
    }

    /// <summary>Reads the whole body, so that a request is recorded completely before it is validated.</summary>
    public async Task<EmulatorRequest> RecordAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        using StreamReader reader = new(request.Body);
        string body = await reader.ReadToEndAsync(cancellationToken).ConfigureAwait(false);
        Dictionary<string, string> headers = request.Headers.ToDictionary(static header => header.Key, static header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        EmulatorRequest recorded = new(request.Method, request.Path.Value ?? "/", headers, body);
        lock (_gate)
        {
            _requests.Add(recorded);
        }

        return recorded;
    }
}
