using System.Text.Json;
using System.Text.Json.Nodes;

namespace LmStudio.AI.Yarp;

/// <summary>Merges lists of models. <c>servers</c> contains the servers that have a model, and <c>server</c> the server of a loaded instance.</summary>
internal static class ModelListMerger
{
    public static JsonObject Merge(IReadOnlyList<(string Server, JsonElement List)> lists)
    {
        JsonObject? merged = null;
        Dictionary<string, JsonObject> models = new(StringComparer.Ordinal);
        JsonArray all = [];
        foreach ((string server, JsonElement list) in lists)
        {
            if (list.ValueKind != JsonValueKind.Object)
            {
                continue;
            }

            string member = list.TryGetProperty("models", out _) ? "models" : "data";
            merged ??= CopyWithout(list, member);
            if (!list.TryGetProperty(member, out JsonElement items) || items.ValueKind != JsonValueKind.Array)
            {
                continue;
            }

            _ = merged.TryAdd(member, all);
            foreach (JsonElement item in items.EnumerateArray())
            {
                Add(item, server, models, all);
            }
        }

        return merged ?? [];
    }

    private static void Add(JsonElement item, string server, Dictionary<string, JsonObject> models, JsonArray all)
    {
        if (item.ValueKind != JsonValueKind.Object || (Text(item, "key") ?? Text(item, "id")) is not { } key)
        {
            return;
        }

        JsonObject own = JsonObject.Create(item.Clone())!;
        foreach (JsonNode? instance in own["loaded_instances"] as JsonArray ?? [])
        {
            if (instance is JsonObject details)
            {
                details["server"] = server;
            }
        }

        if (!models.TryGetValue(key, out JsonObject? model))
        {
            own["servers"] = new JsonArray(server);
            models.Add(key, own);
            all.Add(own);
            return;
        }

        model["servers"]!.AsArray().Add(server);
        if (own["loaded_instances"] is JsonArray instances && model["loaded_instances"] is JsonArray others)
        {
            foreach (JsonNode? instance in instances)
            {
                others.Add(instance?.DeepClone());
            }
        }

        // The list of the REST API before 0.4: a model that is loaded on any server is loaded.
        if (Text(item, "state") == "loaded")
        {
            model["state"] = "loaded";
        }
    }

    private static JsonObject CopyWithout(JsonElement list, string member)
    {
        JsonObject copy = JsonObject.Create(list.Clone())!;
        _ = copy.Remove(member);
        return copy;
    }

    private static string? Text(JsonElement element, string name) => element.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
