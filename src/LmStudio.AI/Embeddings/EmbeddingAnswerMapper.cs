using Microsoft.Extensions.AI;

namespace LmStudio.AI;

/// <summary>Maps the answer to one batch of texts to embeddings.</summary>
internal static class EmbeddingAnswerMapper
{
    /// <summary>Returns one embedding for each text of a batch, in the order of the texts.</summary>
    /// <param name="answer">What the server sent.</param>
    /// <param name="count">The number of texts.</param>
    /// <param name="length">The length of the vectors of batches before, if there were any.</param>
    /// <param name="model">The model that was asked, for an answer that does not name the one that answered.</param>
    /// <param name="createdAt">When the answer came.</param>
    /// <exception cref="LmStudioException">The answer does not have exactly one vector of numbers for each text, all of one length.</exception>
    public static Embedding<float>[] Map(EmbeddingAnswer answer, int count, int? length, string model, DateTimeOffset createdAt)
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

    /// <summary>Adds up token counts. The server sends zeros, which are passed on.</summary>
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
                + "It sends arrays of numbers whatever encoding is asked for, so another server or a proxy may have answered.");
        }

        return vector.Length == 0 ? throw Invalid($"LM Studio answered with no numbers for embedding {index}.")
            : vector.Length != length ? throw Invalid($"LM Studio answered with embeddings of different lengths: {length} and {vector.Length}.")
            : vector;
    }

    private static LmStudioException Invalid(string message) =>
        new(LmStudioErrorKind.InvalidResponse, $"{message} {ErrorHint.For(LmStudioErrorKind.InvalidResponse, error: null)}");
}
