using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace LmStudio.AI.Emulator;

/// <summary><c>POST /v1/embeddings</c>.</summary>
/// <remarks>
/// <c>encoding_format</c> and <c>dimensions</c> are ignored, and usage is zero, as in LM Studio:
/// <see href="https://github.com/lmstudio-ai/lmstudio-bug-tracker/issues/756"/>.
/// </remarks>
internal sealed class EmbeddingsEndpoint(EmbeddingModels models, EmulatorFaults faults)
{
    /// <exception cref="WireException">The request is rejected.</exception>
    public async Task HandleAsync(HttpContext context, string body, CancellationToken cancellationToken)
    {
        JsonElement json = LooseJson.Parse(body);
        IReadOnlyList<string> input = ReadInput(json);
        (EmulatorModel model, string id, int contextLength) = await models
            .FindOrLoadAsync(json.Text("model") ?? "", CompatOptions.TimeToLive(json), cancellationToken)
            .ConfigureAwait(false);
        if (faults.CrashOnEmptyEmbedding && input.Any(static text => text.Length is 0))
        {
            // The message was captured from the server's log (https://github.com/lmstudio-ai/lmstudio-bug-tracker/issues/142), the format and the status are
            // not captured.
            throw CompatErrors.Text(
                "Failed during string embedding. Message: Unknown exception caused embedding to stop: Failed to decode batch! Error: n_tokens = 0", 500);
        }

        IEnumerable<JsonObject> data = input.Select((text, index) => new JsonObject
        {
            ["object"] = "embedding",
            ["embedding"] = new JsonArray([.. WordVector.Create(Cut(text, contextLength), model.EmbeddingLength).Select(static value => JsonValue.Create(value))]),
            ["index"] = index,
        });
        JsonObject reply = new()
        {
            ["object"] = "list",
            ["data"] = new JsonArray([.. data]),
            ["model"] = id,
            ["usage"] = new JsonObject { ["prompt_tokens"] = 0, ["total_tokens"] = 0 },
        };
        await HttpReply.WriteAsync(context.Response, reply, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Truncates a text that exceeds the context length, without an error, as captured.</summary>
    private static string Cut(string text, int contextLength) => string.Concat(Tokenizer.Split(text).Take(contextLength));

    /// <summary>See <see href="https://github.com/lmstudio-ai/lmstudio-bug-tracker/issues/692"/>.</summary>
    private static IReadOnlyList<string> ReadInput(JsonElement json) => json.Field("input") switch
    {
        { ValueKind: JsonValueKind.String } => json.Texts("input"),
        { ValueKind: JsonValueKind.Array } array when array.EnumerateArray().All(static item => item.ValueKind is JsonValueKind.String) => json.Texts("input"),
        _ => throw CompatErrors.Text("'input' field must be a string or an array of strings"),
    };
}
