using System.Threading.RateLimiting;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PipelineSample.Endpoints;
using PipelineSample.Middleware;

namespace PipelineSample;

/// <summary>The pipeline, composed with the builder of Microsoft.Extensions.AI.</summary>
internal static class ChatPipeline
{
    /// <summary>Registers <see cref="IChatClient"/>: the endpoints and the middleware. The first middleware is the outermost.</summary>
    public static void AddChatPipeline(this IServiceCollection services, PipelineSettings settings)
    {
        ChatClientBuilder builder = services.AddChatClient(provider => provider.GetRequiredKeyedService<IChatClient>(settings.Primary));
        _ = builder.Use((inner, provider) => new UsageLoggingChatClient(inner, provider.GetRequiredService<ILogger<UsageLoggingChatClient>>()));
        if (settings.Cache)
        {
            _ = builder.Use((inner, provider) =>
                new CacheLoggingChatClient(inner, provider.GetRequiredService<IDistributedCache>(), provider.GetRequiredService<ILogger<CacheLoggingChatClient>>()));
        }

        _ = builder.Use((inner, provider) =>
            new RateLimitingChatClient(inner, provider.GetRequiredService<RateLimiter>(), provider.GetRequiredService<ILogger<RateLimitingChatClient>>()));
        if (settings.HasFallback)
        {
            _ = builder.Use((inner, provider) => new FallbackChatClient(
                inner,
                provider.GetRequiredKeyedService<IChatClient>(settings.Fallback),
                Outage.IsOutage,
                provider.GetRequiredService<ILogger<FallbackChatClient>>()));
        }
    }
}
