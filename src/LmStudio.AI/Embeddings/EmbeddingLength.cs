using Microsoft.Extensions.Logging;

namespace LmStudio.AI;

/// <summary>
/// Tells of texts that are longer than the context of their model: LM Studio embeds their beginning, answers with status 200 and counts no
/// tokens, so that nobody would notice.
/// </summary>
internal sealed partial class EmbeddingLength(LmStudioClient client)
{
    /// <summary>How many characters a token has on average, in English. Other languages have fewer: their texts are warned of late rather than in vain.</summary>
    private const int CharactersPerToken = 4;

    /// <summary>Texts that fit into the smallest contexts of embedding models need no look-up.</summary>
    private const int Short = 512 * CharactersPerToken;

    private readonly ILogger _logger = client.LoggerFactory.CreateLogger(LogCategory.Embeddings);

    /// <summary>Logs a warning if texts are likely to be cut.</summary>
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
            // The embedding itself will tell what is wrong, if it matters to it.
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

    [LoggerMessage(1, LogLevel.Warning, "{Count} texts, the longest of {Length} characters, are likely longer than the context of {Model}, {ContextLength} tokens: LM Studio embeds only their beginning. Split them, or load the model with a larger context length.")]
    private static partial void Cut(ILogger logger, int count, int length, string model, int contextLength);
}
