using LmStudio.AI;
using Microsoft.Extensions.Configuration;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Provides extension methods that register an <see cref="LmStudioClient"/>.</summary>
/// <remarks>
/// Invalid settings throw an <see cref="Options.OptionsValidationException"/> when the host starts. Configuration changes are applied at run time:
/// see <c>docs/hosting.md</c>.
/// </remarks>
public static class LmStudioServiceCollectionExtensions
{
    /// <summary>Registers an <see cref="LmStudioClient"/>.</summary>
    /// <param name="services">The service collection.</param>
    /// <param name="configure">A callback that configures the options, or <see langword="null"/> for those of the environment variables and the defaults.</param>
    /// <returns>A builder for registering chat clients, embedding generators, health checks and warm-ups.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="services"/> is <see langword="null"/>.</exception>
    public static LmStudioClientBuilder AddLmStudioClient(this IServiceCollection services, Action<LmStudioClientOptions>? configure = null) =>
        LmStudioClientRegistration.Add(Throw.IfNull(services), serviceKey: null, configure);

    /// <summary>
    /// Registers an <see cref="LmStudioClient"/> with the settings of a configuration section: <c>Endpoint</c>, <c>ApiToken</c>, <c>Model</c> and
    /// <c>Dialect</c>.
    /// </summary>
    /// <param name="services">The service collection.</param>
    /// <param name="section">The configuration section.</param>
    /// <param name="configure">A callback that overrides the configured settings.</param>
    /// <returns>A builder for registering chat clients, embedding generators, health checks and warm-ups.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="services"/> or <paramref name="section"/> is <see langword="null"/>.</exception>
    /// <exception cref="InvalidOperationException">A client without a key is already bound to another connection or section.</exception>
    public static LmStudioClientBuilder AddLmStudioClient(this IServiceCollection services, IConfiguration section, Action<LmStudioClientOptions>? configure = null) =>
        LmStudioClientRegistration.AddSection(Throw.IfNull(services), serviceKey: null, Throw.IfNull(section), configure);

    /// <summary>Registers an <see cref="LmStudioClient"/> with a service key.</summary>
    /// <param name="services">The service collection.</param>
    /// <param name="serviceKey">The service key of the client and of the services that are based on it.</param>
    /// <param name="configure">A callback that configures the options, or <see langword="null"/> for those of the environment variables and the defaults.</param>
    /// <returns>A builder for registering chat clients, embedding generators, health checks and warm-ups.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="services"/> or <paramref name="serviceKey"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException"><paramref name="serviceKey"/> is empty.</exception>
    public static LmStudioClientBuilder AddKeyedLmStudioClient(this IServiceCollection services, string serviceKey, Action<LmStudioClientOptions>? configure = null) =>
        LmStudioClientRegistration.Add(Throw.IfNull(services), Throw.IfNullOrWhiteSpace(serviceKey), configure);

    /// <summary>
    /// Registers an <see cref="LmStudioClient"/> with a service key and the settings of a configuration section: <c>Endpoint</c>, <c>ApiToken</c>, <c>Model</c>
    /// and <c>Dialect</c>.
    /// </summary>
    /// <param name="services">The service collection.</param>
    /// <param name="serviceKey">The service key of the client and of the services that are based on it.</param>
    /// <param name="section">The configuration section.</param>
    /// <param name="configure">A callback that overrides the configured settings.</param>
    /// <returns>A builder for registering chat clients, embedding generators, health checks and warm-ups.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="services"/>, <paramref name="serviceKey"/> or <paramref name="section"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException"><paramref name="serviceKey"/> is empty.</exception>
    public static LmStudioClientBuilder AddKeyedLmStudioClient(
        this IServiceCollection services, string serviceKey, IConfiguration section, Action<LmStudioClientOptions>? configure = null) =>
        LmStudioClientRegistration.AddSection(Throw.IfNull(services), Throw.IfNullOrWhiteSpace(serviceKey), Throw.IfNull(section), configure);
}
