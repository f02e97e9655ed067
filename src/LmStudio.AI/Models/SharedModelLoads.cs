using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace LmStudio.AI;

/// <summary>Gives the clients of one server one <see cref="ModelLoads"/>.</summary>
/// <remarks>
/// The address tells which server it is for clients with connections of their own. Behind an injected <see cref="HttpClient"/> may be
/// anything, a proxy or a test's handler, so only clients over the same one share.
/// </remarks>
internal static class SharedModelLoads
{
    private static readonly ConcurrentDictionary<string, WeakReference<ModelLoads>> ByEndpoint = new();
    private static readonly ConditionalWeakTable<HttpClient, ConcurrentDictionary<string, ModelLoads>> ByHttpClient = new();

    public static ModelLoads Get(Uri endpoint)
    {
        while (true)
        {
            // What no client is left for is forgotten, so the one that is made here must not be before it is returned.
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
