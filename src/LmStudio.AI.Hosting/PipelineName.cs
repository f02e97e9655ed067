namespace LmStudio.AI;

/// <summary>The registration of a pipeline, and the error messages about it.</summary>
/// <param name="ServiceType">The type of the service.</param>
/// <param name="ServiceKey">The key, or <see langword="null"/>.</param>
/// <param name="Method">The registration method.</param>
internal sealed record PipelineName(Type ServiceType, string? ServiceKey, string Method)
{
    public string DescribeMiddlewareThatAsksForItself() =>
        $"The pipeline behind {Method} resolves {Service}, which is the pipeline itself. Middleware receives the client that it wraps as an argument: Use((inner, services) => …).";

    public string DescribePipelineThatAsksForItself() =>
        $"A registration of {Service} after {Method} resolves {Service}, which is the registration itself, and would deadlock. " +
        $"Add its middleware where the client is registered, as in AddLmStudioClient(…).{Method}(…).Use…, or register one of the two with a key.";

    private string Service
    {
        get
        {
            string type = ServiceType.IsGenericType ? ServiceType.Name.Substring(0, ServiceType.Name.IndexOf('`')) : ServiceType.Name;
            return ServiceKey is null ? type : $"the {type} of the key '{ServiceKey}'";
        }
    }
}
