using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace LmStudio.AI;

/// <summary>Provides one <see cref="ModelLoads"/> for all clients of a server.</summary>
/// <remarks>
/// For clients with their own connections, the address identifies the server. An injected <see cref="HttpClient"/> may use a proxy or a test's handler, so only
/// clients with the same one share an instance.
/// </remarks>
internal static class SharedModelLoads
{
    private static readonly ConcurrentDictionary<string, WeakReference<ModelLoads>> ByEndpoint = new();
    private static readonly ConditionalWeakTable<HttpClient, ConcurrentDictionary<string, ModelLoads>> ByHttpClient = new();

    public static ModelLoads Get(Uri endpoint)
    {
        while (true)
        {
            // Instances without clients are removed, so the new one must be kept alive until it is returned.
            ModelLoads created = new();
            WeakReference<ModelLoads> reference = ByEndpoint.GetOrAdd(endpoint.AbsoluteUri, new WeakReference<ModelLoads>(created));
            GC.KeepAlive(created);
            if (reference.TryGetTarget(out ModelLoads? loads))
            {
                return loads;
            }

            _ = ((ICollection<KeyValuePair<string, WeakReference<ModelLoads>>>)ByEndpoint).Remove(new(endpoint.AbsoluteUri, reference));
        }
    }

    public static ModelLoads Get(Uri endpoint, HttpClient httpClient) =>
        ByHttpClient.GetValue(httpClient, static _ => new()).GetOrAdd(endpoint.AbsoluteUri, static _ => new ModelLoads());
}
