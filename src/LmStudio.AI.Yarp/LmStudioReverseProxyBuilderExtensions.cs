using LmStudio.AI.Yarp;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.LoadBalancing;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds conversation affinity for LM Studio servers to YARP.</summary>
public static class LmStudioReverseProxyBuilderExtensions
{
    /// <summary>
    /// Adds conversation affinity, which keeps each conversation on the LM Studio server that stored it. It applies to clusters with the load-balancing policy
    /// <c>LmStudio</c> or the metadata <c>LmStudio: true</c>, and requires <c>UseLmStudioAffinity()</c> in the proxy pipeline of <c>MapReverseProxy</c>.
    /// </summary>
    /// <remarks>
    /// Conversation ids are kept in memory. If the application registers an <see cref="IDistributedCache"/> (as <c>AddStackExchangeRedisCache</c> does), they
    /// are also stored there, so that several gateways share them and they survive restarts.
    /// </remarks>
    /// <param name="builder">The builder that <c>AddReverseProxy</c> returned.</param>
    /// <param name="configure">Configures the options, or <see langword="null"/>.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="builder"/> is <see langword="null"/>.</exception>
    public static IReverseProxyBuilder AddLmStudioAffinity(this IReverseProxyBuilder builder, Action<LmStudioAffinityOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);

        IServiceCollection services = builder.Services;
        OptionsBuilder<LmStudioAffinityOptions> options = services.AddOptions<LmStudioAffinityOptions>()
            .Validate(static options => options.MaxConversationsInMemory > 0, "MaxConversationsInMemory must be positive.")
            .Validate(static options => options.ConversationLifetime > TimeSpan.Zero, "ConversationLifetime must be positive.")
            .Validate(static options => options.DistributedCacheTimeout > TimeSpan.Zero, "DistributedCacheTimeout must be positive.")
            .Validate(static options => options.MaxRequestBodySize > 0, "MaxRequestBodySize must be positive.")
            .Validate(static options => options.ModelPollInterval > TimeSpan.Zero && options.ModelPollTimeout > TimeSpan.Zero, "ModelPollInterval and ModelPollTimeout must be positive.")
            .Validate(static options => options.ConnectTimeout > TimeSpan.Zero, "ConnectTimeout must be positive.")
            .Validate(static options => options.SpillOverThreshold is null or > 0, "SpillOverThreshold must be positive.")
            .ValidateOnStart();
        if (configure is not null)
        {
            _ = options.Configure(configure);
        }

        _ = services.AddMetrics();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<GatewayMetrics>();
        services.TryAddSingleton<ModelMap>();
        services.TryAddSingleton<ModelListUnion>();
        services.TryAddSingleton<ModelPoller>();
        services.TryAddSingleton(static provider => new ConversationTable(
            provider.GetRequiredService<IOptions<LmStudioAffinityOptions>>(),
            SharedCache.Find(provider),
            provider.GetRequiredService<GatewayMetrics>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<Microsoft.Extensions.Logging.ILogger<ConversationTable>>()));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, ModelPoller>(static provider => provider.GetRequiredService<ModelPoller>()));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<ILoadBalancingPolicy, LoadedModelPolicy>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IProxyConfigFilter, LmStudioConfigFilter>());
        _ = services.Replace(ServiceDescriptor.Singleton<IForwarderHttpClientFactory, LmStudioHttpClientFactory>());
        return builder.AddTransforms<AffinityTransformProvider>();
    }
}
