using Microsoft.Extensions.Caching.Memory;

namespace ScalingSample.Proxy;

/// <summary>
/// Which server has which conversation. Bounded: an id that does not fit, or has been pushed out, is not lost, because the servers can be asked for it.
/// </summary>
internal sealed class ConversationTable(int capacity = 100_000) : IDisposable
{
    /// <summary>LM Studio deletes stored responses after 30 days.</summary>
    private static readonly TimeSpan Retention = TimeSpan.FromDays(30);

    private readonly MemoryCache _servers = new(new MemoryCacheOptions { SizeLimit = capacity });

    public ProxiedServer? Find(string id) => _servers.Get<ProxiedServer>(id);

    public void Add(string id, ProxiedServer server) =>
        _ = _servers.Set(id, server, new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = Retention });

    public void Dispose() => _servers.Dispose();
}
