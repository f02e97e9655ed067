using LmStudio.AI;

namespace ChatSample;

/// <summary>The initial model of a conversation, and why it was selected.</summary>
/// <param name="Id">The key or the instance, or null if there is no model.</param>
/// <param name="Reason">The reason, for the user.</param>
internal sealed record ModelChoice(string? Id, string Reason)
{
    public static async Task<ModelChoice> MakeAsync(LmStudioClient client, string? wanted, CancellationToken cancellationToken)
    {
        IReadOnlyList<LmStudioModel> models = await client.ListModelsAsync(cancellationToken);
        if (wanted is not null)
        {
            return new ModelChoice(wanted, DescribeWanted(models, wanted));
        }

        // Newer servers may list other types of models. Only embedding models are known not to support chats.
        LmStudioModel[] llms = [.. models.Where(model => model.Type != "embedding")];
        LmStudioModelInstance? loaded = llms.SelectMany(model => model.LoadedInstances).FirstOrDefault();
        return loaded is not null ? new ModelChoice(loaded.Id, "loaded")
            : llms.Length > 0 ? new ModelChoice(llms[0].Key, "the first in the list; loads with your first message")
            : new ModelChoice(null, "none is downloaded yet");
    }

    private static string DescribeWanted(IReadOnlyList<LmStudioModel> models, string wanted)
    {
        LmStudioModel? model = models.FirstOrDefault(model => model.Key == wanted || model.Variants?.Contains(wanted) == true);
        bool isLoaded = model?.LoadedInstances.Count > 0 || models.Any(model => model.LoadedInstances.Any(instance => instance.Id == wanted));
        return isLoaded ? "loaded"
            : model is not null ? "loads with your first message"
            : "not in the server's list";
    }
}
