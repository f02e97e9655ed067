using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace LmStudio.AI;

/// <summary>Registers clients: their options, their HTTP client and themselves.</summary>
internal static class LmStudioClientRegistration
{
    private const string SectionName = "LmStudio";

    public static LmStudioClientBuilder AddConnection(
        IServiceCollection services,
        string? serviceKey,
        IConfiguration configuration,
        string connectionName,
        Action<LmStudioClientOptions>? configure)
    {
        Bind(services, serviceKey, configuration, $"the connection '{connectionName}'", reader =>
        {
            IConfigurationSection section = configuration.GetSection(SectionName);
            reader.ReadSection(section);
            reader.ReadSection(section.GetSection(connectionName));
            reader.ReadConnectionString(connectionName, configuration.GetConnectionString(connectionName));
        });
        return Add(services, serviceKey, configure);
    }

    public static LmStudioClientBuilder AddSection(IServiceCollection services, string? serviceKey, IConfiguration section, Action<LmStudioClientOptions>? configure)
    {
        Bind(services, serviceKey, section, $"the section '{(section as IConfigurationSection)?.Path}'", reader => reader.ReadSection(section));
        return Add(services, serviceKey, configure);
    }

    public static LmStudioClientBuilder Add(IServiceCollection services, string? serviceKey, Action<LmStudioClientOptions>? configure)
    {
        string optionsName = GetOptionsName(serviceKey);
        OptionsBuilder<LmStudioClientOptions> options = services.AddOptions<LmStudioClientOptions>(optionsName).ValidateOnStart();
        if (configure is not null)
        {
            _ = options.Configure(configure);
        }

        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<LmStudioClientOptions>, LmStudioClientOptionsValidator>());

        string httpClientName = serviceKey is null ? "LmStudio" : $"LmStudio:{serviceKey}";
        IHttpClientBuilder httpClient = AddHttpClient(services, httpClientName);

        services.TryAddKeyedSingleton(httpClientName, (provider, _) => new LmStudioClientSource(
            optionsName,
            provider.GetRequiredService<IOptionsMonitor<LmStudioClientOptions>>(),
            provider.GetRequiredService<IHttpClientFactory>().CreateClient(httpClientName),
            provider.GetService<ILoggerFactory>()));

        // Transient, so that it is the client of the new endpoint after a change. There is only one client at a time, and disposing it has no effect.
        services.TryAddKeyedTransient(serviceKey, (provider, _) => GetSource(provider).Client);

        return new LmStudioClientBuilder(services, serviceKey, httpClient, GetSource);

        LmStudioClientSource GetSource(IServiceProvider provider) => provider.GetRequiredKeyedService<LmStudioClientSource>(httpClientName);
    }

    private static IHttpClientBuilder AddHttpClient(IServiceCollection services, string name)
    {
        if (services.Any(service => service.ServiceType == typeof(LmStudioClientSource) && Equals(service.ServiceKey, name)))
        {
            // The following must not override what the caller has added.
            return services.AddHttpClient(name);
        }

        // The token is never logged, regardless of the configuration of this client or of all clients.
        services.PostConfigure<HttpClientFactoryOptions>(name, static options =>
        {
            Func<string, bool> isSecret = options.ShouldRedactHeaderValue;
            options.ShouldRedactHeaderValue = header => header.Equals("Authorization", StringComparison.OrdinalIgnoreCase) || isSecret(header);
            options.HttpMessageHandlerBuilderActions.Add(static builder => builder.PrimaryHandler = new TokenHidingHandler(builder.PrimaryHandler));
        });

        // The HTTP client lives as long as the host. Its handler closes idle connections after seconds, so DNS changes are noticed.
        // Defaults run before this, regardless of the order of registration. Handlers that the caller adds to this client come later and are kept.
        return services.AddHttpClient(name)
            .ConfigureAdditionalHttpMessageHandlers(static (handlers, _) => DefaultResilience.Remove(handlers))
            .ConfigureHttpClient(static httpClient => httpClient.Timeout = Timeout.InfiniteTimeSpan)
            .ConfigurePrimaryHttpMessageHandler(static () => HttpClientFactory.CreateHandler())
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan);
    }

    private static void Bind(IServiceCollection services, string? serviceKey, IConfiguration configuration, string origin, Action<LmStudioClientSettingsReader> read)
    {
        string optionsName = GetOptionsName(serviceKey);
        ThrowIfBoundTo(services, optionsName, origin);
        services.AddSingleton<IOptionsChangeTokenSource<LmStudioClientOptions>>(new ConfigurationChange(optionsName, origin, configuration));
        services.Configure<LmStudioClientOptions>(optionsName, options =>
        {
            LmStudioClientSettingsReader reader = new(optionsName, options);
            read(reader);
            reader.ThrowIfWrong();
        });
    }

    /// <summary>Prevents mixing the settings of two servers in one client, which would send the token of one to the other.</summary>
    private static void ThrowIfBoundTo(IServiceCollection services, string optionsName, string origin)
    {
        foreach (ServiceDescriptor service in services.Where(static service => service.ServiceType == typeof(IOptionsChangeTokenSource<LmStudioClientOptions>)))
        {
            if (service.ImplementationInstance is ConfigurationChange other && other.Name == optionsName && other.Origin != origin)
            {
                throw new InvalidOperationException(
                    $"{LmStudioClientOptionsValidator.Describe(optionsName)}: its settings already come from {other.Origin}, and cannot also come from {origin}. Register each server with AddKeyedLmStudioClient.");
            }
        }
    }

    private static string GetOptionsName(string? serviceKey) => serviceKey ?? Options.DefaultName;
}
