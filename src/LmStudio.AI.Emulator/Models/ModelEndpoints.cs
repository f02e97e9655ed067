using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace LmStudio.AI.Emulator;

/// <summary><c>GET /api/v1/models</c>, <c>POST /api/v1/models/load</c> and <c>POST /api/v1/models/unload</c>.</summary>
internal sealed class ModelEndpoints(ModelStore models, ModelLoader loader, TimeProvider timeProvider)
{
    public Task ListAsync(HttpContext context, CancellationToken cancellationToken)
    {
        ILookup<string, EmulatorInstance> instances = models.Instances.ToLookup(static instance => instance.Model.Key);
        JsonArray list = new([.. models.Models.Select(model => Describe(model, instances[model.Key]))]);
        return HttpReply.WriteAsync(context.Response, new JsonObject { ["models"] = list }, cancellationToken);
    }

    /// <exception cref="WireException">The request is refused.</exception>
    public async Task LoadAsync(HttpContext context, string body, CancellationToken cancellationToken)
    {
        using JsonDocument document = SchemaReader.Parse(body);
        LoadRequestReader request = new(document.RootElement);

        // Only the key will do: a variant or an instance id counts as not downloaded.
        EmulatorModel model = models.FindByKey(request.Model) ?? throw WireErrors.ModelNotDownloaded(request.Model);
        LoadConfig config = request.ConfigFor(model);
        (EmulatorInstance instance, TimeSpan loadTime) = await loader.LoadAsync(model, config, cancellationToken).ConfigureAwait(false);

        JsonObject reply = new()
        {
            ["type"] = TypeName(model),
            ["instance_id"] = instance.Id,
            ["load_time_seconds"] = Math.Round(loadTime.TotalSeconds, 3),
            ["status"] = "loaded",
        };
        if (request.Echo)
        {
            reply["load_config"] = config.ToJson();
        }

        await HttpReply.WriteAsync(context.Response, reply, cancellationToken).ConfigureAwait(false);
    }

    /// <exception cref="WireException">The request is refused.</exception>
    public Task UnloadAsync(HttpContext context, string body, CancellationToken cancellationToken)
    {
        using JsonDocument document = SchemaReader.Parse(body);
        List<SchemaIssue> issues = [];
        SchemaReader fields = new(document.RootElement, null, issues);
        string? instanceId = fields.String("instance_id");
        fields.RefuseUnknownKeys();
        SchemaReader.ThrowIfAny(issues);

        EmulatorInstance unloaded = models.Unload(instanceId ?? throw WireErrors.MissingInstanceId()) ?? throw WireErrors.InstanceNotLoaded(instanceId);
        return HttpReply.WriteAsync(context.Response, new JsonObject { ["instance_id"] = unloaded.Id }, cancellationToken);
    }

    private JsonObject Describe(EmulatorModel model, IEnumerable<EmulatorInstance> instances)
    {
        bool isLlm = model.Type is EmulatorModelType.Llm;
        JsonObject json = new()
        {
            ["type"] = TypeName(model),
            ["publisher"] = model.Publisher,
            ["key"] = model.Key,
            ["display_name"] = model.DisplayName,
        };
        if (isLlm)
        {
            json["architecture"] = model.Architecture;
        }

        json["quantization"] = new JsonObject { ["name"] = model.Quantization, ["bits_per_weight"] = model.BitsPerWeight };
        json["size_bytes"] = model.SizeBytes;
        json["params_string"] = model.ParamsString;
        json["loaded_instances"] = new JsonArray([.. instances.Select(Describe)]);
        json["max_context_length"] = model.MaxContextLength;
        json["format"] = model.Format;
        if (isLlm)
        {
            JsonObject capabilities = new() { ["vision"] = model.Vision, ["trained_for_tool_use"] = model.TrainedForToolUse };
            if (model.ReasoningOptions.Count > 0)
            {
                capabilities["reasoning"] = new JsonObject
                {
                    ["allowed_options"] = new JsonArray([.. model.ReasoningOptions.Select(static option => JsonValue.Create(option))]),
                    ["default"] = model.DefaultReasoning,
                };
            }

            json["capabilities"] = capabilities;
            json["description"] = null;
            json["variants"] = new JsonArray(model.Variant);
            json["selected_variant"] = model.Variant;
        }

        return json;
    }

    private JsonObject Describe(EmulatorInstance instance)
    {
        JsonObject json = new() { ["id"] = instance.Id, ["config"] = instance.Config.ToJson() };
        if (instance.ExpiresAt is { } expiresAt)
        {
            json["remaining_ttl_seconds"] = (long)Math.Round((expiresAt - timeProvider.GetUtcNow()).TotalSeconds);
        }

        return json;
    }

    private static string TypeName(EmulatorModel model) => model.Type.ToString().ToLowerInvariant();
}
