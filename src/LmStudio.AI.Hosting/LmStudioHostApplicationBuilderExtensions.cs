using LmStudio.AI;
using Microsoft.Extensions.Hosting;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Provides extension methods that register an <see cref="LmStudioClient"/> with settings from the host's configuration.</summary>
/// <remarks>
/// <para>
/// For a client named <c>gpu</c>, the settings are read in this order, with later ones overriding earlier ones: the section <c>LmStudio</c>, which all clients share, the
/// section <c>LmStudio:gpu</c>, the connection string <c>gpu</c>, and the <c>configure</c> callback. A section can contain <c>Endpoint</c>, <c>ApiToken</c>, <c>Model</c> and
/// <c>Dialect</c>. The connection string is <c>Endpoint=…;Model=…;ApiToken=…</c>, where <c>Key</c> is an alias of <c>ApiToken</c>, or only the address.
/// </para>
/// <para>
/// Invalid settings throw an <see cref="Options.OptionsValidationException"/> when the host starts. Configuration changes are applied at run time:
/// see <c>docs/hosting.md</c>.
/// </para>
/// </remarks>
public static class LmStudioHostApplicationBuilderExtensions
{
    /// <summary>Registers an <see cref="LmStudioClient"/>.</summary>
    /// <param name="builder">The host application builder.</param>
    /// <param name="connectionName">The name of the connection string and of the configuration section.</param>
    /// <param name="configure">A callback that overrides the configured settings.</param>
    /// <returns>A builder for registering chat clients, embedding generators, health checks and warm-ups.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="builder"/> or <paramref name="connectionName"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException"><paramref name="connectionName"/> is empty.</exception>
    /// <exception cref="InvalidOperationException">A client without a key is already bound to another connection or section.</exception>
    public static LmStudioClientBuilder AddLmStudioClient(this IHostApplicationBuilder builder, string connectionName, Action<LmStudioClientOptions>? configure = null) =>
        LmStudioClientRegistration.AddConnection(Throw.IfNull(builder).Services, serviceKey: null, builder.Configuration, Throw.IfNullOrWhiteSpace(connectionName), configure);

    /// <summary>Registers an <see cref="LmStudioClient"/> with its name as the service key.</summary>
    /// <param name="builder">The host application builder.</param>
    /// <param name="name">The service key, and the name of the connection string and of the configuration section.</param>
    /// <param name="configure">A callback that overrides the configured settings.</param>
    /// <returns>A builder for registering chat clients, embedding generators, health checks and warm-ups.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="builder"/> or <paramref name="name"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException"><paramref name="name"/> is empty.</exception>
    public static LmStudioClientBuilder AddKeyedLmStudioClient(this IHostApplicationBuilder builder, string name, Action<LmStudioClientOptions>? configure = null) =>
        LmStudioClientRegistration.AddConnection(Throw.IfNull(builder).Services, Throw.IfNullOrWhiteSpace(name), builder.Configuration, name, configure);
}
