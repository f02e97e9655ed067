using System.Threading.RateLimiting;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PipelineSample.Endpoints;
using PipelineSample.Middleware;

namespace PipelineSample;

/// <summary>The pipeline, composed by hand: the package feed lacks Microsoft.Extensions.AI, whose builder and cache would be used.</summary>
internal static class ChatPipeline
{
    /// <summary>Registers <see cref="IChatClient"/>: the endpoints behind the middleware. What is added last is the outermost.</summary>
    public static void AddChatPipeline(this IServiceCollection services, PipelineSettings settings)
    {
        _ = services.AddSingleton(provider =>
        {
            IChatClient client = provider.GetRequiredKeyedService<IChatClient>(settings.Primary);
            if (settings.HasFallback)
            {
                client = new FallbackChatClient(
                    client,
                    provider.GetRequiredKeyedService<IChatClient>(settings.Fallback),
                    Outage.IsOutage,
                    provider.GetRequiredService<ILogger<FallbackChatClient>>());
            }

            client = new RateLimitingChatClient(client, provider.GetRequiredService<RateLimiter>(), provider.GetRequiredService<ILogger<RateLimitingChatClient>>());
            if (settings.Cache)
            {
                client = new CachingChatClient(client, provider.GetRequiredService<IDistributedCache>());
            }

            return (IChatClient)new UsageLoggingChatClient(client, provider.GetRequiredService<ILogger<UsageLoggingChatClient>>());
        });
    }
}
