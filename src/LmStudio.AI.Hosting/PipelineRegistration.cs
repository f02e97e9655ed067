using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace LmStudio.AI;

/// <summary>Registers a pipeline so that it fails with a message if it resolves itself. The container alone would deadlock.</summary>
internal static class PipelineRegistration
{
    /// <param name="services">The service collection.</param>
    /// <param name="serviceKey">The key to register by, or <see langword="null"/>.</param>
    /// <param name="build">Builds the client with its middleware.</param>
    /// <param name="method">The registration method, for messages.</param>
    public static void AddPipeline<TService>(this IServiceCollection services, string? serviceKey, Func<IServiceProvider, TService> build, string method)
        where TService : class
    {
        PipelineName name = new(typeof(TService), serviceKey, method);

        // The container creates a singleton on one thread, so a singleton that is resolved on the same thread while it is created resolves itself.
        ThreadLocal<bool> isBuilding = new();
        ServiceDescriptor registration = ServiceDescriptor.KeyedSingleton(serviceKey, (provider, _) =>
        {
            if (isBuilding.Value)
            {
                throw new InvalidOperationException(name.DescribeMiddlewareThatAsksForItself());
            }

            isBuilding.Value = true;
            try
            {
                return build(provider);
            }
            finally
            {
                isBuilding.Value = false;
            }
        });
        services.Add(registration);

        _ = services.AddOptions<HidingPipelineOptions>().ValidateOnStart();
        _ = services.AddSingleton<IValidateOptions<HidingPipelineOptions>>(provider => new HidingPipelineValidator(name, registration, services, provider));
    }
}
