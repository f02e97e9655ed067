using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Yarp.ReverseProxy.Transforms;
using Yarp.ReverseProxy.Transforms.Builder;

namespace LmStudio.AI.Yarp;

/// <summary>Adds the transforms of requests and responses to the routes of LM Studio clusters.</summary>
internal sealed partial class AffinityTransformProvider(ConversationTable conversations, ModelMap models, ILogger<AffinityTransformProvider> logger) : ITransformProvider
{
    private readonly AffinityResponseTransform _answers = new(conversations, models);
    private int _isWarned;

    public void ValidateRoute(TransformRouteValidationContext context)
    {
    }

    public void ValidateCluster(TransformClusterValidationContext context)
    {
    }

    public void Apply(TransformBuilderContext context)
    {
        if (LmStudioCluster.Is(context.Cluster))
        {
            _ = context.AddRequestTransform(ApplyToRequest);
            _ = context.AddResponseTransform(ApplyToAnswerAsync);
        }
    }

    private ValueTask ApplyToRequest(RequestTransformContext context)
    {
        if (context.HttpContext.Features.Get<AffinityFeature>() is { } feature)
        {
            RequestHeaders.Apply(context.ProxyRequest, context.HttpContext.Request, feature, context.HttpContext.GetReverseProxyFeature().ProxiedDestination);
        }
        else if (Interlocked.Exchange(ref _isWarned, 1) == 0)
        {
            LogMissingStep(logger);
        }

        return default;
    }

    private ValueTask ApplyToAnswerAsync(ResponseTransformContext context) =>
        context.ProxyResponse is not null && context.HttpContext.Features.Get<AffinityFeature>() is { } feature ? _answers.ApplyAsync(context, context.ProxyResponse, feature) : default;

    [LoggerMessage(EventId = 1, Level = LogLevel.Warning, Message = "Conversation affinity has no effect: call UseLmStudioAffinity() before UseLoadBalancing() in the pipeline of MapReverseProxy.")]
    private static partial void LogMissingStep(ILogger logger);
}
