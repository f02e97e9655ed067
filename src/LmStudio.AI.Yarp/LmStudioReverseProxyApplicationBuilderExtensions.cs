using LmStudio.AI.Yarp;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Adds conversation affinity for LM Studio servers to YARP's pipeline.</summary>
public static class LmStudioReverseProxyApplicationBuilderExtensions
{
    /// <summary>
    /// Adds the middleware that selects the server of each conversation. Call it before <c>UseLoadBalancing()</c>:
    /// <code>
    /// app.MapReverseProxy(static proxy =>
    /// {
    ///     proxy.UseLmStudioAffinity();
    ///     proxy.UseLoadBalancing();
    ///     proxy.UsePassiveHealthChecks();
    /// });
    /// </code>
    /// </summary>
    /// <param name="builder">The builder of the proxy pipeline.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="builder"/> is <see langword="null"/>.</exception>
    public static IReverseProxyApplicationBuilder UseLmStudioAffinity(this IReverseProxyApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);

        _ = builder.UseMiddleware<AffinityMiddleware>();
        return builder;
    }
}
