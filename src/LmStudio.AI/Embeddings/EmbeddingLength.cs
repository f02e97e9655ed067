using Microsoft.Extensions.Logging;

namespace LmStudio.AI;

/// <summary>
/// Logs texts that exceed the model's context length: LM Studio embeds their beginning, with status 200 and without token counts, so the truncation would go
/// unnoticed.
/// </summary>
internal sealed partial class EmbeddingLength(LmStudioClient client)
{
    /// <summary>How many characters a token has on average, in English. Other languages have fewer: their texts are warned of late rather than in vain.</summary>
    private const int CharactersPerToken = 4;

    /// <summary>Texts that fit into the smallest context lengths of embedding models are not checked.</summary>
    private const int Short = 512 * CharactersPerToken;

    private readonly ILogger _logger = client.LoggerFactory.CreateLogger(LogCategory.Embeddings);

    /// <summary>Logs a warning if texts are likely to be truncated.</summary>
    public async ValueTask CheckAsync(List<string> texts, string model, CancellationToken cancellationToken)
    {
        int longest = texts.Max(static text => text.Length);
        if (longest <= Short || !_logger.IsEnabled(LogLevel.Warning))
        {
            return;
        }

        try
        {
            if (await client.Models.FindAsync(model, cancellationToken).ConfigureAwait(false) is { } known
                && GetContextLength(known, model) is { } length
                && longest > length * CharactersPerToken)
            {
                Cut(_logger, texts.Count(text => text.Length > length * CharactersPerToken), longest, model, length);
            }
        }
        catch (LmStudioException)
        {
            // If it affects the embedding, the embedding request fails with a better error.
        }
    }

    /// <summary>
    /// Returns the context that the instance was loaded with. Instances that the server loaded itself may not be listed; they cannot have more than the model
    /// supports.
    /// </summary>
    private static int? GetContextLength(LmStudioModel model, string name)
    {
        LmStudioModelInstance? instance = model.LoadedInstances.FirstOrDefault(instance => instance.Id == name) ?? model.LoadedInstances.FirstOrDefault();
        return instance?.Config?.ContextLength ?? model.MaxContextLength;
    }

    [LoggerMessage(1, LogLevel.Warning, "{Count} texts, the longest with {Length} characters, probably exceed the context length of {Model}, {ContextLength} tokens: LM Studio embeds only their beginning. Split them, or load the model with a larger context length.")]
    private static partial void Cut(ILogger logger, int count, int length, string model, int contextLength);
}
