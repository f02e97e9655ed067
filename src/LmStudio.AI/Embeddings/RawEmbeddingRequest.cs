using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;

namespace LmStudio.AI;

/// <summary>Reads the JSON that a caller lays over its requests.</summary>
internal static class RawEmbeddingRequest
{
    /// <summary>Returns the caller's JSON, created once for all batches.</summary>
    /// <exception cref="ArgumentException">It contains the texts, which are divided into batches.</exception>
    public static JsonObject? Get(EmbeddingGenerationOptions? options, IEmbeddingGenerator generator)
    {
        JsonObject? raw = options?.RawRepresentationFactory?.Invoke(generator) as JsonObject;
        return raw?.ContainsKey("input") == true
            ? throw new ArgumentException("The JSON of RawRepresentationFactory has a member \"input\". Pass texts as values.", nameof(options))
            : raw;
    }

    /// <summary>Returns the model that the caller's JSON names.</summary>
    public static string? GetModel(JsonObject? raw) =>
        raw?["model"] is JsonValue value && value.TryGetValue(out string? model) ? model : null;
}
