using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace LmStudio.AI;

/// <summary>
/// Checks, when the host starts, whether a pipeline of <c>services.AddChatClient(…)</c> that hides one of this package resolves itself. For this, it is built one additional
/// time, with a service provider that does not return the pipeline.
/// </summary>
internal sealed class HidingPipelineValidator(
    PipelineName name, ServiceDescriptor own, IServiceCollection services, IServiceProvider provider) : IValidateOptions<HidingPipelineOptions>
{
    public ValidateOptionsResult Validate(string? _, HidingPipelineOptions options)
    {
        ServiceDescriptor last = services.Last(descriptor => descriptor.ServiceType == own.ServiceType && Equals(descriptor.ServiceKey, own.ServiceKey));
        return last != own && GetPipeline(last) is { } build && AsksForItself(build)
            ? ValidateOptionsResult.Fail(name.DescribePipelineThatAsksForItself())
            : ValidateOptionsResult.Success;
    }

    /// <summary>Gets the factory of a Microsoft.Extensions.AI pipeline. Other registrations, such as test doubles, are not checked.</summary>
    private static Func<IServiceProvider, object>? GetPipeline(ServiceDescriptor descriptor)
    {
        Func<IServiceProvider, object>? build = !descriptor.IsKeyedService ? descriptor.ImplementationFactory
            : descriptor.KeyedImplementationFactory is { } keyed ? provider => keyed(provider, descriptor.ServiceKey)
            : null;
        object? target = descriptor.IsKeyedService ? descriptor.KeyedImplementationFactory?.Target : descriptor.ImplementationFactory?.Target;
        return target?.GetType().Assembly == typeof(ChatClientBuilder).Assembly ? build : null;
    }

    private bool AsksForItself(Func<IServiceProvider, object> build)
    {
        using IServiceScope scope = provider.CreateScope();
        WithholdingServices withholding = new(scope.ServiceProvider, own.ServiceType, own.ServiceKey);
        try
        {
            _ = build(withholding);
        }
        catch (Exception)
        {
            // Other errors are thrown when the service is resolved.
        }

        return withholding.WasAsked;
    }

    private sealed class WithholdingServices(IServiceProvider inner, Type withheld, object? withheldKey) : IKeyedServiceProvider
    {
        public bool WasAsked { get; private set; }

        public object? GetService(Type serviceType) => Withhold(serviceType, key: null) ? null : inner.GetService(serviceType);

        public object? GetKeyedService(Type serviceType, object? serviceKey) =>
            Withhold(serviceType, serviceKey) ? null : (inner as IKeyedServiceProvider)?.GetKeyedService(serviceType, serviceKey);

        public object GetRequiredKeyedService(Type serviceType, object? serviceKey) =>
            Withhold(serviceType, serviceKey) ? throw new InvalidOperationException() : inner.GetRequiredKeyedService(serviceType, serviceKey);

        private bool Withhold(Type serviceType, object? key)
        {
            bool withhold = serviceType == withheld && Equals(key, withheldKey);
            WasAsked |= withhold;
            return withhold;
        }
    }
}
