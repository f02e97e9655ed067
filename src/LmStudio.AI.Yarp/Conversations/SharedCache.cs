using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.DependencyInjection;

namespace LmStudio.AI.Yarp;

/// <summary>Finds the distributed cache that several gateways share.</summary>
internal static class SharedCache
{
    /// <returns>The distributed cache of the application, or <see langword="null"/> if it has none or it is an in-memory cache.</returns>
    public static IDistributedCache? Find(IServiceProvider services) =>
        services.GetService<IDistributedCache>() is { } cache and not MemoryDistributedCache ? cache : null;
}
