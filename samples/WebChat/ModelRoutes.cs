using LmStudio.AI;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace WebChatSample;

/// <summary>Lists, loads and unloads models.</summary>
internal static class ModelRoutes
{
    public static void MapModels(this IEndpointRouteBuilder routes)
    {
        RouteGroupBuilder models = routes.MapGroup("/api/models").AddEndpointFilter(TellFailureAsync);
        _ = models.MapGet("/", ListAsync);
        _ = models.MapPost("/load", LoadAsync);
        _ = models.MapPost("/unload", UnloadAsync);
    }

    /// <summary>Lists the chat models, loaded ones first.</summary>
    private static async Task<IEnumerable<ModelItem>> ListAsync(LmStudioClient client, CancellationToken cancellationToken) =>
        (await client.ListModelsAsync(cancellationToken))
            .Where(static model => model.Type != "embedding")
            .Select(ModelItem.From)
            .OrderByDescending(static model => model.IsLoaded);

    /// <summary>Loads a model, and responds when it is loaded. A chat also loads its model, but its context length cannot be selected before.</summary>
    private static async Task<NoContent> LoadAsync(ModelLoad load, LmStudioClient client, CancellationToken cancellationToken)
    {
        _ = await client.EnsureModelLoadedAsync(new LmStudioLoadRequest { Model = load.Key, ContextLength = load.ContextLength }, cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<NoContent> UnloadAsync(ModelUnload unload, LmStudioClient client, CancellationToken cancellationToken)
    {
        LmStudioModel? model = (await client.ListModelsAsync(cancellationToken)).FirstOrDefault(model => model.Key == unload.Key);
        foreach (LmStudioModelInstance instance in model?.LoadedInstances ?? [])
        {
            _ = await client.EnsureInstanceUnloadedAsync(instance.Id, cancellationToken);
        }

        return TypedResults.NoContent();
    }

    private static async ValueTask<object?> TellFailureAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return await next(context);
        }
        catch (Exception exception) when (exception is LmStudioException or ArgumentException)
        {
            ErrorEvent error = ErrorEvent.From(exception);
            return TypedResults.Problem(error.Message, statusCode: StatusCodes.Status502BadGateway, extensions: [new("kind", error.Kind)]);
        }
    }
}
