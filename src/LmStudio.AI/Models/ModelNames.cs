namespace LmStudio.AI;

/// <summary>Finds the model that a name means.</summary>
internal static class ModelNames
{
    private const int LongestList = 10;

    /// <summary>
    /// Finds the model for a name: first by key, then by instance id, then by variant. In LM Studio, only keys are case-insensitive. Returns
    /// <see langword="null"/> if there is none.
    /// </summary>
    public static LmStudioModel? Find(IReadOnlyList<LmStudioModel> models, string name) =>
        models.FirstOrDefault(model => model.Key == name)
        ?? models.FirstOrDefault(model => HasInstance(model, name))
        ?? models.FirstOrDefault(model => HasVariant(model, name))
        ?? models.FirstOrDefault(model => HasKey(model, name));

    /// <summary>Returns whether a name can refer to the model, even if it can refer to others too.</summary>
    public static bool CanMean(string name, LmStudioModel model) => HasKey(model, name) || HasInstance(model, name) || HasVariant(model, name);

    /// <summary>Finds the model to load for a name: its key, its selected variant or the id of one of its instances.</summary>
    /// <exception cref="LmStudioException">There is none, or it is a variant that cannot be loaded over REST.</exception>
    public static LmStudioModel FindToLoad(IReadOnlyList<LmStudioModel> models, string name, Uri endpoint)
    {
        LmStudioModel model = Find(models, name) ?? throw NotFound(models, name, endpoint);

        // A load only accepts the key, which refers to the variant that is selected in LM Studio.
        bool isVariant = !HasKey(model, name) && !HasInstance(model, name);
        return !isVariant || model.SelectedVariant == name || model.Variants!.Count == 1
            ? model
            : throw new LmStudioException(
                LmStudioErrorKind.InvalidRequest,
                $"'{name}' is a variant of '{model.Key}' that LM Studio cannot load through its REST API: it loads a model by its key, which refers to '{model.SelectedVariant ?? "the variant that is selected"}'. "
                + $"Ask for '{model.Key}', or select the variant in LM Studio first.");
    }

    public static LmStudioException NotFound(IReadOnlyList<LmStudioModel> models, string name, Uri endpoint)
    {
        string server = endpoint.AbsoluteUri.TrimEnd('/');
        return new LmStudioException(
            LmStudioErrorKind.ModelNotFound,
            $"No model '{name}' is downloaded to LM Studio at {server}. {List(models, name)} Use one of them, or download the model with EnsureModelDownloadedAsync or `lms get`.");
    }

    private static bool HasKey(LmStudioModel model, string name) => string.Equals(model.Key, name, StringComparison.OrdinalIgnoreCase);

    private static bool HasInstance(LmStudioModel model, string name) => model.LoadedInstances.Any(instance => instance.Id == name);

    private static bool HasVariant(LmStudioModel model, string name) => model.Variants?.Contains(name) == true;

    /// <summary>Lists the models, similar names first.</summary>
    private static string List(IReadOnlyList<LmStudioModel> models, string name)
    {
        if (models.Count == 0)
        {
            return "None is.";
        }

        string bareName = name.Substring(name.LastIndexOf('/') + 1);
        int end = bareName.IndexOf('@');
        bareName = end > 0 ? bareName.Substring(0, end) : bareName;
        IEnumerable<string> keys = models
            .Select(static model => model.Key)
            .OrderByDescending(key => key.Contains(bareName, StringComparison.OrdinalIgnoreCase))
            .Take(LongestList);
        string more = models.Count > LongestList ? $" and {models.Count - LongestList} more" : "";
        return $"Downloaded are: {string.Join(", ", keys)}{more}.";
    }
}
