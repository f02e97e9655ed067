using System.Text;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;

namespace LmStudio.AI;

/// <summary>The resource's commands on the dashboard.</summary>
internal static class LmStudioCommands
{
    public const string Load = "load";
    public const string Unload = "unload";
    public const string List = "list";
    private const string Model = "model";

    public static void Add(IResourceBuilder<LmStudioResource> builder)
    {
        _ = builder.WithCommand(Load, "Load models", context => RunAsync(context, LoadAsync), new CommandOptions
        {
            Description = "Downloads and loads the models of the app host, or loads the specified model.",
            IconName = "ArrowUpload",
            Arguments = [CreateModelInput()],
            UpdateState = static context => Enable(context, KnownResourceStates.Running, KnownResourceStates.FailedToStart),
        });
        _ = builder.WithCommand(Unload, "Unload models", context => RunAsync(context, UnloadAsync), new CommandOptions
        {
            Description = "Unloads the models of the app host, or the specified model.",
            IconName = "ArrowDownload",
            Arguments = [CreateModelInput()],
            UpdateState = static context => Enable(context, KnownResourceStates.Running),
        });
        _ = builder.WithCommand(List, "List models", context => RunAsync(context, ListAsync), new CommandOptions
        {
            Description = "Lists the downloaded and loaded models.",
            IconName = "List",
            UpdateState = static context => Enable(context, KnownResourceStates.Running),
        });

        async Task<ExecuteCommandResult> RunAsync(ExecuteCommandContext context, Func<LmStudioResource, LmStudioServer, ExecuteCommandContext, Task<ExecuteCommandResult>> run)
        {
            LmStudioServer server = context.Services.GetRequiredKeyedService<LmStudioServer>(builder.Resource.Name);
            if (server.Client is null)
            {
                return CommandResults.Failure("The server has not started. The resource's log says why; correct it and restart the app host.");
            }

            try
            {
                return await run(builder.Resource, server, context).ConfigureAwait(false);
            }
            catch (LmStudioException exception)
            {
                return CommandResults.Failure(exception.Message);
            }
            catch (OperationCanceledException) when (context.CancellationToken.IsCancellationRequested)
            {
                return CommandResults.Canceled();
            }
        }
    }

    private static async Task<ExecuteCommandResult> LoadAsync(LmStudioResource resource, LmStudioServer server, ExecuteCommandContext context)
    {
        if (GetModel(context) is { } model)
        {
            LmStudioLoadedModel loaded = await server.LoadAsync(new LmStudioLoadRequest { Model = model }, context.CancellationToken).ConfigureAwait(false);
            return CommandResults.Success($"{model} is loaded as {loaded.InstanceId}.");
        }

        string? problem = await server.PrepareAsync(context.CancellationToken).ConfigureAwait(false);
        return problem is null ? CommandResults.Success() : CommandResults.Failure(problem);
    }

    private static async Task<ExecuteCommandResult> UnloadAsync(LmStudioResource resource, LmStudioServer server, ExecuteCommandContext context)
    {
        IReadOnlyList<string> names = GetModel(context) is { } model ? [model] : resource.Models;
        List<string> unloaded = [];
        foreach (LmStudioModel candidate in await server.Client!.ListModelsAsync(context.CancellationToken).ConfigureAwait(false))
        {
            foreach (LmStudioModelInstance instance in candidate.LoadedInstances.Where(instance => names.Contains(candidate.Key) || names.Contains(instance.Id)))
            {
                unloaded.Add(await server.Client.UnloadModelAsync(instance.Id, context.CancellationToken).ConfigureAwait(false));
                ServerLog.Unloaded(context.Logger, instance.Id);
            }
        }

        return CommandResults.Success(unloaded.Count > 0 ? $"Unloaded: {string.Join(", ", unloaded)}." : "None of the models is loaded.");
    }

    private static async Task<ExecuteCommandResult> ListAsync(LmStudioResource resource, LmStudioServer server, ExecuteCommandContext context)
    {
        IReadOnlyList<LmStudioModel> models = await server.Client!.ListModelsAsync(context.CancellationToken).ConfigureAwait(false);
        StringBuilder table = new("| model | type | size | loaded as |\n| --- | --- | --- | --- |\n");
        foreach (LmStudioModel model in models.OrderByDescending(static model => model.LoadedInstances.Count).ThenBy(static model => model.Key, StringComparer.Ordinal))
        {
            string size = model.SizeBytes is { } bytes ? $"{bytes / 1e9:0.0} GB" : "";
            _ = table.Append(null, $"| {model.Key} | {model.Type} | {size} | {string.Join(", ", model.LoadedInstances.Select(static instance => instance.Id))} |\n");
        }

        return CommandResults.Success($"{models.Count} models.", table.ToString(), CommandResultFormat.Markdown, displayImmediately: true);
    }

    private static InteractionInput CreateModelInput() => new()
    {
        Name = Model,
        Label = "Model",
        InputType = InputType.Text,
        Placeholder = "openai/gpt-oss-20b",
        Description = "The key of a model. If empty, the models of the app host are used.",
    };

    private static string? GetModel(ExecuteCommandContext context) =>
        context.Arguments.TryGetByName(Model, out InteractionInput? input) && !string.IsNullOrWhiteSpace(input.Value) ? input.Value.Trim() : null;

    private static ResourceCommandState Enable(UpdateCommandStateContext context, params string[] states) =>
        states.Contains(context.ResourceSnapshot.State?.Text) ? ResourceCommandState.Enabled : ResourceCommandState.Disabled;
}
