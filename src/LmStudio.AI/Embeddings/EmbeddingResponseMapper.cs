using Microsoft.Extensions.AI;

namespace LmStudio.AI;

/// <summary>Maps the response for one batch of texts to embeddings.</summary>
internal static class EmbeddingResponseMapper
{
    /// <summary>Returns one embedding per text of a batch, in the order of the texts.</summary>
    /// <param name="answer">The server's response.</param>
    /// <param name="count">The number of texts.</param>
    /// <param name="length">The length of the vectors of previous batches, if there were any.</param>
    /// <param name="model">The requested model, for a response that does not specify the model.</param>
    /// <param name="createdAt">The time of the response.</param>
    /// <exception cref="LmStudioException">The response does not have exactly one vector of numbers per text, all with the same length.</exception>
    public static Embedding<float>[] Map(EmbeddingResponse answer, int count, int? length, string model, DateTimeOffset createdAt)
    {
        List<EmbeddingItem> items = answer.Data;
        if (items.Count != count)
        {
            throw Invalid($"LM Studio answered {count} texts with {items.Count} embeddings.");
        }

        Embedding<float>[] embeddings = new Embedding<float>[count];
        for (int position = 0; position < count; position++)
        {
            EmbeddingItem item = items[position];
            int index = item.Index ?? position;
            if (index < 0 || index >= count || embeddings[index] is not null)
            {
                throw Invalid($"LM Studio answered {count} texts with {(index < 0 || index >= count ? "an embedding" : "two embeddings")} of index {index}.");
            }

            embeddings[index] = new Embedding<float>(GetVector(item, length ??= item.Vector?.Length, index))
            {
                CreatedAt = createdAt,
                ModelId = answer.Model ?? model,
            };
        }

        return embeddings;
    }

    /// <summary>Adds token counts. The server sends zeros, which are returned unchanged.</summary>
    public static UsageDetails? AddUsage(UsageDetails? sum, EmbeddingUsage? usage)
    {
        if (usage is null)
        {
            return sum;
        }

        sum ??= new UsageDetails();
        sum.Add(new UsageDetails { InputTokenCount = usage.PromptTokens, TotalTokenCount = usage.TotalTokens });
        return sum;
    }

    private static float[] GetVector(EmbeddingItem item, int? length, int index)
    {
        if (item.Vector is not { } vector)
        {
            throw Invalid(
                $"LM Studio answered with {item.Problem} where the numbers of embedding {index} should be. "
                + "LM Studio sends arrays of numbers regardless of the requested encoding, so the response may come from another server or a proxy.");
        }

        return vector.Length == 0 ? throw Invalid($"LM Studio answered with no numbers for embedding {index}.")
            : vector.Length != length ? throw Invalid($"LM Studio answered with embeddings of different lengths: {length} and {vector.Length}.")
            : vector;
    }

    private static LmStudioException Invalid(string message) =>
        new(LmStudioErrorKind.InvalidResponse, $"{message} {ErrorHint.For(LmStudioErrorKind.InvalidResponse, error: null)}");
}
