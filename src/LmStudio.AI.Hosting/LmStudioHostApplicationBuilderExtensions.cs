using LmStudio.AI;
using Microsoft.Extensions.Hosting;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers <see cref="LmStudioClient"/> with the settings of a host's configuration.</summary>
/// <remarks>
/// <para>
/// For a client of the name <c>gpu</c>, these are read, and what comes later wins: the section <c>LmStudio</c>, which clients have in common, the section <c>LmStudio:gpu</c>,
/// the connection string <c>gpu</c>, and what the code sets. The sections have <c>Endpoint</c>, <c>ApiToken</c>, <c>Model</c> and <c>Dialect</c>; the connection string is
/// <c>Endpoint=…;Model=…;ApiToken=…</c>, where <c>Key</c> is another name for <c>ApiToken</c>, or only the address. What is nowhere set has the defaults
/// of <see cref="LmStudioClientOptions"/>.
/// </para>
/// <para>
/// Settings that cannot be right fail when the host starts, with an <see cref="Options.OptionsValidationException"/> that names them. Changes of the configuration are
/// followed: see <c>docs/hosting.md</c>.
/// </para>
/// </remarks>
public static class LmStudioHostApplicationBuilderExtensions
{
    /// <summary>Registers an <see cref="LmStudioClient"/> without a key.</summary>
    /// <param name="builder">The host's builder.</param>
    /// <param name="connectionName">The name of the connection string and of the client's own section.</param>
    /// <param name="configure">Sets what is not configured, or otherwise.</param>
    /// <returns>A builder for what is made from the client.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="builder"/> or <paramref name="connectionName"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException"><paramref name="connectionName"/> is empty.</exception>
    /// <exception cref="InvalidOperationException">The client without a key is bound to another connection or section already. Register each server by a key.</exception>
    public static LmStudioClientBuilder AddLmStudioClient(this IHostApplicationBuilder builder, string connectionName, Action<LmStudioClientOptions>? configure = null) =>
        LmStudioClientRegistration.AddConnection(Throw.IfNull(builder).Services, serviceKey: null, builder.Configuration, Throw.IfNullOrWhiteSpace(connectionName), configure);

    /// <summary>Registers an <see cref="LmStudioClient"/> with its name as the service key, beside others.</summary>
    /// <param name="builder">The host's builder.</param>
    /// <param name="name">The key of the client and of all that is made from it, and the name of the connection string and of the client's own section.</param>
    /// <param name="configure">Sets what is not configured, or otherwise.</param>
    /// <returns>A builder for what is made from the client.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="builder"/> or <paramref name="name"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException"><paramref name="name"/> is empty.</exception>
    public static LmStudioClientBuilder AddKeyedLmStudioClient(this IHostApplicationBuilder builder, string name, Action<LmStudioClientOptions>? configure = null) =>
        LmStudioClientRegistration.AddConnection(Throw.IfNull(builder).Services, Throw.IfNullOrWhiteSpace(name), builder.Configuration, name, configure);
}
