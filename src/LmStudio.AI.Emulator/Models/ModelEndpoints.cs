using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace LmStudio.AI.Emulator;

/// <summary><c>GET /api/v1/models</c>, <c>POST /api/v1/models/load</c> and <c>POST /api/v1/models/unload</c>.</summary>
internal sealed class ModelEndpoints(ModelStore models, ModelLoader loader, TimeProvider timeProvider)
{
    public Task ListAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var instances = models.Instances.ToLookup(instance => instance.Model.Key);
        var list = new JsonArray([.. models.Models.Select(model => Describe(model, instances[model.Key]))]);
        return HttpReply.WriteAsync(context.Response, new JsonObject { ["models"] = list }, cancellationToken);
    }

    /// <exception cref="WireException">The request is refused.</exception>
    public async Task LoadAsync(HttpContext context, string body, CancellationToken cancellationToken)
    {
        using var document = SchemaReader.Parse(body);
        var issues = new List<SchemaIssue>();
        var fields = new SchemaReader(document.RootElement, null, issues);
        var key = fields.String("model", required: true);
        var contextLength = fields.Integer("context_length", 1);
        var evalBatchSize = fields.Integer("eval_batch_size", 1);
        var parallel = fields.Integer("parallel", 1);
        var flashAttention = fields.Boolean("flash_attention");
        var numExperts = fields.Integer("num_experts", 1);
        var offload = fields.Boolean("offload_kv_cache_to_gpu");
        var echo = fields.Boolean("echo_load_config") ?? false;

        // Some clients send "ttl" or "prompt_template"; whether the server takes them is not known, so they are refused like any other key.
        fields.RefuseUnknownKeys();
        SchemaReader.ThrowIfAny(issues);

        // Only the key will do: a variant or an instance id counts as not downloaded.
        var model = models.FindByKey(key!) ?? throw WireErrors.ModelNotDownloaded(key!);
        var config = LoadConfig.For(model, contextLength);

        // A setting that the model's engine doesn't have goes unheard.
        config = config with
        {
            EvalBatchSize = config.EvalBatchSize is null ? null : evalBatchSize ?? config.EvalBatchSize,
            Parallel = config.Parallel is null ? null : parallel ?? config.Parallel,
            FlashAttention = config.FlashAttention is null ? null : flashAttention ?? config.FlashAttention,
            NumExperts = config.NumExperts is null ? null : numExperts ?? config.NumExperts,
            OffloadKvCacheToGpu = config.OffloadKvCacheToGpu is null ? null : offload ?? config.OffloadKvCacheToGpu,
        };
        var (instance, loadTime) = await loader.LoadAsync(model, config, cancellationToken).ConfigureAwait(false);

        var reply = new JsonObject
        {
            ["type"] = TypeName(model),
            ["instance_id"] = instance.Id,
            ["load_time_seconds"] = Math.Round(loadTime.TotalSeconds, 3),
            ["status"] = "loaded",
        };
        if (echo)
        {
            reply["load_config"] = config.ToJson();
        }

        await HttpReply.WriteAsync(context.Response, reply, cancellationToken).ConfigureAwait(false);
    }

    /// <exception cref="WireException">The request is refused.</exception>
    public Task UnloadAsync(HttpContext context, string body, CancellationToken cancellationToken)
    {
        using var document = SchemaReader.Parse(body);
        var issues = new List<SchemaIssue>();
        var fields = new SchemaReader(document.RootElement, null, issues);
        var instanceId = fields.String("instance_id");
        fields.RefuseUnknownKeys();
        SchemaReader.ThrowIfAny(issues);

        var unloaded = models.Unload(instanceId ?? throw WireErrors.MissingInstanceId()) ?? throw WireErrors.InstanceNotLoaded(instanceId);
        return HttpReply.WriteAsync(context.Response, new JsonObject { ["instance_id"] = unloaded.Id }, cancellationToken);
    }

    private JsonObject Describe(EmulatorModel model, IEnumerable<EmulatorInstance> instances)
    {
        var isLlm = model.Type is EmulatorModelType.Llm;
        var json = new JsonObject
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
            var capabilities = new JsonObject { ["vision"] = model.Vision, ["trained_for_tool_use"] = model.TrainedForToolUse };
            if (model.ReasoningOptions.Count > 0)
            {
                capabilities["reasoning"] = new JsonObject
                {
                    ["allowed_options"] = new JsonArray([.. model.ReasoningOptions.Select(option => JsonValue.Create(option))]),
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

    /// <remarks>That instances loaded by a request carry <c>remaining_ttl_seconds</c> is known, at which depth is not.</remarks>
    private JsonObject Describe(EmulatorInstance instance)
    {
        var json = new JsonObject { ["id"] = instance.Id, ["config"] = instance.Config.ToJson() };
        if (instance.ExpiresAt is { } expiresAt)
        {
            json["remaining_ttl_seconds"] = (long)Math.Round((expiresAt - timeProvider.GetUtcNow()).TotalSeconds);
        }

        return json;
    }

    private static string TypeName(EmulatorModel model) => model.Type is EmulatorModelType.Llm ? "llm" : "embedding";
}
