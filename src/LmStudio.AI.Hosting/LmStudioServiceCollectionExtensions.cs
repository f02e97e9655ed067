using LmStudio.AI;
using Microsoft.Extensions.Configuration;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers <see cref="LmStudioClient"/> in services.</summary>
/// <remarks>
/// Settings that cannot be right fail when the host starts, with an <see cref="Options.OptionsValidationException"/> that names them. Changes of the configuration are
/// followed: see <c>docs/hosting.md</c>.
/// </remarks>
public static class LmStudioServiceCollectionExtensions
{
    /// <summary>Registers an <see cref="LmStudioClient"/>.</summary>
    /// <param name="services">The services.</param>
    /// <param name="configure">Sets endpoint, token and model. <see langword="null"/> takes them from the environment, else the defaults.</param>
    /// <returns>A builder for what is made from the client.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="services"/> is <see langword="null"/>.</exception>
    public static LmStudioClientBuilder AddLmStudioClient(this IServiceCollection services, Action<LmStudioClientOptions>? configure = null) =>
        LmStudioClientRegistration.Add(Throw.IfNull(services), serviceKey: null, configure);

    /// <summary>Registers an <see cref="LmStudioClient"/> with the settings of a configuration section: <c>Endpoint</c>, <c>ApiToken</c>, <c>Model</c> and <c>Dialect</c>.</summary>
    /// <param name="services">The services.</param>
    /// <param name="section">The section.</param>
    /// <param name="configure">Sets what is not configured, or otherwise.</param>
    /// <returns>A builder for what is made from the client.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="services"/> or <paramref name="section"/> is <see langword="null"/>.</exception>
    /// <exception cref="InvalidOperationException">The client without a key is bound to another connection or section already. Register each server by a key.</exception>
    public static LmStudioClientBuilder AddLmStudioClient(this IServiceCollection services, IConfiguration section, Action<LmStudioClientOptions>? configure = null) =>
        LmStudioClientRegistration.AddSection(Throw.IfNull(services), serviceKey: null, Throw.IfNull(section), configure);

    /// <summary>Registers an <see cref="LmStudioClient"/> by a key, beside others.</summary>
    /// <param name="services">The services.</param>
    /// <param name="serviceKey">The key of the client and of all that is made from it.</param>
    /// <param name="configure">Sets endpoint, token and model. <see langword="null"/> takes them from the environment, else the defaults.</param>
    /// <returns>A builder for what is made from the client.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="services"/> or <paramref name="serviceKey"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException"><paramref name="serviceKey"/> is empty.</exception>
    public static LmStudioClientBuilder AddKeyedLmStudioClient(this IServiceCollection services, string serviceKey, Action<LmStudioClientOptions>? configure = null) =>
        LmStudioClientRegistration.Add(Throw.IfNull(services), Throw.IfNullOrWhiteSpace(serviceKey), configure);

    /// <summary>Registers an <see cref="LmStudioClient"/> by a key, with the settings of a configuration section: <c>Endpoint</c>, <c>ApiToken</c>, <c>Model</c> and <c>Dialect</c>.</summary>
    /// <param name="services">The services.</param>
    /// <param name="serviceKey">The key of the client and of all that is made from it.</param>
    /// <param name="section">The section.</param>
    /// <param name="configure">Sets what is not configured, or otherwise.</param>
    /// <returns>A builder for what is made from the client.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="services"/>, <paramref name="serviceKey"/> or <paramref name="section"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException"><paramref name="serviceKey"/> is empty.</exception>
    public static LmStudioClientBuilder AddKeyedLmStudioClient(this IServiceCollection services, string serviceKey, IConfiguration section, Action<LmStudioClientOptions>? configure = null) =>
        LmStudioClientRegistration.AddSection(Throw.IfNull(services), Throw.IfNullOrWhiteSpace(serviceKey), Throw.IfNull(section), configure);
}
