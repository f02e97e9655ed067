using Aspire.Hosting.ApplicationModel;
using LmStudio.AI;
using LmStudio.AI.Emulator;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aspire.Hosting;

/// <summary>Provides extension methods that add LM Studio to an Aspire app host.</summary>
public static class LmStudioBuilderExtensions
{
    /// <summary>Adds an LM Studio server that runs on the developer's machine or at the specified address.</summary>
    /// <remarks>
    /// <para>
    /// LM Studio is not started: the resource waits for it, and its log says what to do. The resource is running when the server responds and the models of
    /// <see cref="WithModel(IResourceBuilder{LmStudioResource}, string)"/> are loaded, and healthy while this remains the case. Models are not unloaded when
    /// the app host stops.
    /// </para>
    /// <para>
    /// <c>WithReference</c> passes its connection string to a project, where <c>builder.AddLmStudioClient(name)</c> of the package <c>LmStudio.AI.Hosting</c> reads it.
    /// </para>
    /// </remarks>
    /// <param name="builder">The distributed application builder.</param>
    /// <param name="name">The name of the resource and of the connection string.</param>
    /// <param name="endpoint">
    /// The server's address. If <see langword="null"/>, the environment variable <c>LM_STUDIO_ENDPOINT</c> is used, or else <c>http://localhost:1234</c>.
    /// </param>
    /// <returns>A resource builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="builder"/> or <paramref name="name"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException"><paramref name="endpoint"/> is not an absolute http or https address.</exception>
    public static IResourceBuilder<LmStudioResource> AddLmStudio(this IDistributedApplicationBuilder builder, [ResourceName] string name, Uri? endpoint = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrWhiteSpace(name);

        LmStudioResource resource = new(name, endpoint);
        if (builder.ExecutionContext.IsPublishMode)
        {
            resource.Address.Set(resource.Endpoint);
        }

        builder.Services.AddKeyedSingleton(name, (services, _) => new LmStudioServer(
            resource,
            services.GetRequiredService<ResourceNotificationService>(),
            services.GetRequiredService<ResourceLoggerService>()));
        string healthCheck = $"{name}_check";
        builder.Services.AddHealthChecks().Add(new HealthCheckRegistration(
            healthCheck,
            services => new LmStudioServerHealthCheck(resource, services.GetRequiredKeyedService<LmStudioServer>(name)),
            failureStatus: null,
            tags: null));

        IResourceBuilder<LmStudioResource> lmStudio = builder.AddResource(resource)
            .WithInitialState(new CustomResourceSnapshot
            {
                ResourceType = "LM Studio",
                CreationTimeStamp = DateTime.UtcNow,
                State = KnownResourceStates.Waiting,
                Properties = [],
            })
            .WithIconName("BrainCircuit")
            .WithHealthCheck(healthCheck)
            .OnInitializeResource(StartAsync);
        LmStudioCommands.Add(lmStudio);
        return lmStudio;
    }

    /// <summary>Downloads and loads a model, if needed, before resources that wait for this one start.</summary>
    /// <remarks>The first model is the default one in the connection string. Add embedding models after it.</remarks>
    /// <param name="builder">The resource builder.</param>
    /// <param name="model">The model's key, for example <c>openai/gpt-oss-20b</c>.</param>
    /// <returns>The <paramref name="builder"/>.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="builder"/> or <paramref name="model"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException"><paramref name="model"/> is empty.</exception>
    public static IResourceBuilder<LmStudioResource> WithModel(this IResourceBuilder<LmStudioResource> builder, string model)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(model);
        return builder.WithModel(new LmStudioLoadRequest { Model = model });
    }

    /// <summary>Downloads and loads a model with the specified settings, if needed, before resources that wait for this one start.</summary>
    /// <param name="builder">The resource builder.</param>
    /// <param name="request">The model's key and the required settings. A loaded instance that meets them is used.</param>
    /// <returns>The <paramref name="builder"/>.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="builder"/>, <paramref name="request"/> or its model is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException">The request's model is empty.</exception>
    /// <inheritdoc cref="WithModel(IResourceBuilder{LmStudioResource}, string)" path="/remarks" />
    public static IResourceBuilder<LmStudioResource> WithModel(this IResourceBuilder<LmStudioResource> builder, LmStudioLoadRequest request)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(request);
        ArgumentException.ThrowIfNullOrWhiteSpace(request.Model);
        builder.Resource.Add(request);
        return builder;
    }

    /// <summary>Sets the API token, for requests to the server and for resources that reference this one.</summary>
    /// <param name="builder">The resource builder.</param>
    /// <param name="apiToken">A secret parameter, for example from <c>builder.AddParameter("lmstudio-token", secret: true)</c>.</param>
    /// <returns>The <paramref name="builder"/>.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="builder"/> or <paramref name="apiToken"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException">The parameter is not secret.</exception>
    public static IResourceBuilder<LmStudioResource> WithApiToken(this IResourceBuilder<LmStudioResource> builder, IResourceBuilder<ParameterResource> apiToken)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(apiToken);
        if (!apiToken.Resource.Secret)
        {
            throw new ArgumentException($"The parameter '{apiToken.Resource.Name}' contains an API token but is not secret. Add it with AddParameter(name, secret: true).", nameof(apiToken));
        }

        builder.Resource.ApiToken = apiToken.Resource;
        return builder.WithReferenceRelationship(apiToken);
    }

    /// <summary>Runs an emulator in the app host's process instead of LM Studio, for machines without it. It has no effect when the app host publishes.</summary>
    /// <param name="builder">The resource builder.</param>
    /// <param name="configure">A callback that configures the emulator's options. By default, its port is a free one.</param>
    /// <returns>The <paramref name="builder"/>.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="builder"/> is <see langword="null"/>.</exception>
    public static IResourceBuilder<LmStudioResource> RunAsEmulator(this IResourceBuilder<LmStudioResource> builder, Action<LmStudioEmulatorOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        if (builder.ApplicationBuilder.ExecutionContext.IsPublishMode)
        {
            return builder;
        }

        builder.Resource.ConfigureEmulator = configure ?? (static _ => { });
        return builder.WithAnnotation(new EmulatorResourceAnnotation(), ResourceAnnotationMutationBehavior.Replace);
    }

    private static async Task StartAsync(LmStudioResource resource, InitializeResourceEvent initialize, CancellationToken cancellationToken)
    {
        LmStudioServer server = initialize.Services.GetRequiredKeyedService<LmStudioServer>(resource.Name);
        try
        {
            await server.PublishAsync(KnownResourceStates.Starting, KnownResourceStateStyles.Info).ConfigureAwait(false);
            await initialize.Eventing.PublishAsync(new BeforeResourceStartedEvent(resource, initialize.Services), cancellationToken).ConfigureAwait(false);
            Uri address = await server.OpenAsync(cancellationToken).ConfigureAwait(false);
            string? connectionString = await resource.ConnectionStringExpression.GetValueAsync(cancellationToken).ConfigureAwait(false);
            await server.PublishAddressAsync(address, connectionString).ConfigureAwait(false);
            await initialize.Eventing.PublishAsync(new ConnectionStringAvailableEvent(resource, initialize.Services), cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // The emulator's port is in use, or a parameter has no value.
            ServerLog.Failed(initialize.Logger, exception.Message);
            await server.PublishAsync(KnownResourceStates.FailedToStart, KnownResourceStateStyles.Error).ConfigureAwait(false);
            return;
        }

        _ = await server.PrepareAsync(cancellationToken).ConfigureAwait(false);
    }
}
