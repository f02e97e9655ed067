using System.Collections.Frozen;
using System.Text.Json;

namespace LmStudio.AI.Yarp;

/// <summary>Reads the response of <c>GET /api/v1/models</c>.</summary>
internal static class ModelListReader
{
    /// <returns>The models, or <see langword="null"/> if the JSON is not a list of models.</returns>
    public static ServerModels? Read(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("models", out JsonElement models) || models.ValueKind != JsonValueKind.Array)
        {
            return null;
        }

        HashSet<string> downloaded = new(StringComparer.OrdinalIgnoreCase);
        Dictionary<string, int> loaded = new(StringComparer.OrdinalIgnoreCase);
        foreach (JsonElement model in models.EnumerateArray())
        {
            Read(model, downloaded, loaded);
        }

        return new ServerModels(downloaded.ToFrozenSet(StringComparer.OrdinalIgnoreCase), loaded.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase));
    }

    private static void Read(JsonElement model, HashSet<string> downloaded, Dictionary<string, int> loaded)
    {
        if (model.ValueKind != JsonValueKind.Object || Text(model, "key") is not { } key)
        {
            return;
        }

        _ = downloaded.Add(key);
        foreach (JsonElement variant in Items(model, "variants"))
        {
            if (variant.ValueKind == JsonValueKind.String)
            {
                _ = downloaded.Add(variant.GetString()!);
            }
        }

        int parallel = 0;
        foreach (JsonElement instance in Items(model, "loaded_instances"))
        {
            int own = Parallel(instance);
            parallel += own;
            if (Text(instance, "id") is { } id)
            {
                loaded[id] = own;
            }
        }

        if (parallel > 0)
        {
            loaded[key] = parallel;
            if (Text(model, "selected_variant") is { } variant)
            {
                loaded[variant] = parallel;
            }
        }
    }

    private static int Parallel(JsonElement instance) =>
        instance.ValueKind == JsonValueKind.Object
        && instance.TryGetProperty("config", out JsonElement config)
        && config.ValueKind == JsonValueKind.Object
        && config.TryGetProperty("parallel", out JsonElement parallel)
        && parallel.ValueKind == JsonValueKind.Number
        && parallel.TryGetInt32(out int count)
        && count > 0
            ? count
            : ServerModels.DefaultParallel;

    private static IEnumerable<JsonElement> Items(JsonElement element, string name) =>
        element.TryGetProperty(name, out JsonElement items) && items.ValueKind == JsonValueKind.Array ? items.EnumerateArray() : [];

    private static string? Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
