using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace LmStudio.AI.Emulator;

/// <summary><c>GET /v1/models</c> and <c>GET /api/v0/models</c>.</summary>
internal sealed class CompatModelList(ModelStore models, bool justInTimeLoading)
{
    /// <summary>Lists the models that requests can use: all downloaded ones or, if requests do not load models, the loaded ones.</summary>
    /// <remarks>They have no <c>created</c>.</remarks>
    public Task ListAsync(HttpContext context, CancellationToken cancellationToken)
    {
        IEnumerable<string> ids = justInTimeLoading ? models.Models.Select(static model => model.Key) : models.Instances.Select(static instance => instance.Id);
        return WriteAsync(
            context, ids.Select(static id => new JsonObject { ["id"] = id, ["object"] = "model", ["owned_by"] = "organization_owner" }), cancellationToken);
    }

    /// <summary>Lists all models in the format of the REST API before 0.4.</summary>
    public Task ListLegacyAsync(HttpContext context, CancellationToken cancellationToken)
    {
        ILookup<string, EmulatorInstance> instances = models.Instances.ToLookup(static instance => instance.Model.Key);
        return WriteAsync(context, models.Models.Select(model => Describe(model, instances[model.Key].FirstOrDefault())), cancellationToken);
    }

    private static Task WriteAsync(HttpContext context, IEnumerable<JsonObject> list, CancellationToken cancellationToken) =>
        HttpReply.WriteAsync(context.Response, new JsonObject { ["data"] = new JsonArray([.. list]), ["object"] = "list" }, cancellationToken);

    private static JsonObject Describe(EmulatorModel model, EmulatorInstance? instance)
    {
        bool isLlm = model.Type is EmulatorModelType.Llm;
        JsonObject json = new()
        {
            ["id"] = model.Key,
            ["object"] = "model",
            ["type"] = !isLlm ? "embeddings" : model.Vision ? "vlm" : "llm",
            ["publisher"] = model.Publisher,
            ["arch"] = model.Architecture,
            ["compatibility_type"] = model.Format,
            ["quantization"] = model.Quantization,
            ["state"] = instance is null ? "not-loaded" : "loaded",
            ["max_context_length"] = model.MaxContextLength,
        };
        if (instance is not null)
        {
            json["loaded_context_length"] = instance.ContextLength;
        }

        if (isLlm && model.TrainedForToolUse)
        {
            json["capabilities"] = new JsonArray("tool_use");
        }

        return json;
    }
}
