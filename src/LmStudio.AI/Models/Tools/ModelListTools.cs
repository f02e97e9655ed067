using System.Globalization;

namespace LmStudio.AI;

/// <summary>The tools <c>list_models</c> and <c>get_model</c>.</summary>
internal sealed class ModelListTools
{
    /// <summary>A longer list would fill the model's context unnecessarily.</summary>
    private const int LongestList = 40;

    private const int LongestDescription = 300;

    private readonly ModelToolScope _scope;

    public ModelListTools(ModelToolScope scope)
    {
        _scope = scope;
        List = new ModelTool(
            "list_models",
            "Lists the AI models that are downloaded to the LM Studio server, with the instances of them that are loaded into memory. "
            + "Call this first to learn the exact model keys and instance ids that the other tools take.",
            ModelToolSchema.Create(
                new ModelToolParameter("search", "string", "Only models whose key or name contains this text."),
                new ModelToolParameter("loaded_only", "boolean", "true: only models that are loaded into memory.")),
            ListAsync);
        Get = new ModelTool(
            "get_model",
            "Shows the details of one downloaded model: size, quantization, longest context, abilities, variants, and the settings of each loaded instance.",
            ModelToolSchema.Create(new ModelToolParameter("model", "string", "The exact model key or instance id from list_models.") { IsRequired = true }),
            GetAsync);
    }

    public ModelTool List { get; }

    public ModelTool Get { get; }

    private async Task<string> ListAsync(ModelToolArguments arguments, CancellationToken cancellationToken)
    {
        string? search = arguments.Get("search");
        bool loadedOnly = arguments.GetBoolean("loaded_only");
        IReadOnlyList<LmStudioModel> models = await _scope.Client.ListModelsAsync(cancellationToken).ConfigureAwait(false);
        List<LmStudioModel> found =
        [
            .. models.Where(model => (!loadedOnly || model.LoadedInstances.Count > 0)
                && (search is null
                    || model.Key.Contains(search, StringComparison.OrdinalIgnoreCase)
                    || model.DisplayName?.Contains(search, StringComparison.OrdinalIgnoreCase) == true)),
        ];

        ModelToolResult result = new ModelToolResult().AddObjects("models", found.Take(LongestList), static (json, model) => json
            .Add("model", model.Key)
            .Add("type", model.Type)
            .Add("parameters", model.ParamsString)
            .Add("size", Size(model))
            .Add("abilities", Abilities(model))
            .Add("loaded_instances", model.LoadedInstances.Select(static instance => instance.Id)));
        return found.Count > LongestList
            ? result.Add("note", $"{(found.Count - LongestList).ToString(CultureInfo.InvariantCulture)} more: use search.").ToJson()
            : result.ToJson();
    }

    private async Task<string> GetAsync(ModelToolArguments arguments, CancellationToken cancellationToken)
    {
        string name = arguments.GetRequired("model");
        IReadOnlyList<LmStudioModel> models = await _scope.Client.ListModelsAsync(cancellationToken).ConfigureAwait(false);
        LmStudioModel model = ModelNames.Find(models, name)
            ?? throw new ModelToolException($"No model '{name}' is downloaded. Call list_models for the exact keys.");

        return new ModelToolResult()
            .Add("model", model.Key)
            .Add("name", model.DisplayName)
            .Add("type", model.Type)
            .Add("parameters", model.ParamsString)
            .Add("size", Size(model))
            .Add("quantization", model.Quantization?.Name)
            .Add("format", model.Format)
            .Add("max_context_length", model.MaxContextLength)
            .Add("abilities", Abilities(model))
            .Add("reasoning_settings", model.Capabilities?.Reasoning?.AllowedOptions ?? [])
            .Add("variants", model.Variants is { Count: > 1 } variants ? variants : [])
            .Add("description", Shorten(model.Description))
            .AddObjects("loaded_instances", model.LoadedInstances, (json, instance) => json
                .Add("instance", instance.Id)
                .Add("context_length", instance.Config?.ContextLength)
                .Add("parallel", instance.Config?.Parallel)
                .Add("loaded_by_you", _scope.FindOwn(instance.Id) is not null)
                .Add("unloads_itself_in", instance.TimeToLive is { } left ? ReadableText.OfTime(left) : null))
            .ToJson();
    }

    private static string? Size(LmStudioModel model) => model.SizeBytes is { } bytes ? ReadableText.OfBytes(bytes) : null;

    private static IEnumerable<string> Abilities(LmStudioModel model)
    {
        if (model.Capabilities?.Vision == true)
        {
            yield return "vision";
        }

        if (model.Capabilities?.TrainedForToolUse == true)
        {
            yield return "tools";
        }

        if (model.Capabilities?.Reasoning is not null)
        {
            yield return "reasoning";
        }
    }

    private static string? Shorten(string? text) => text?.Length > LongestDescription ? text.Substring(0, LongestDescription) + "…" : text;
}
