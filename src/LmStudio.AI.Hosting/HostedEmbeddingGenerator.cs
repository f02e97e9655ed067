using Microsoft.Extensions.AI;

namespace LmStudio.AI;

/// <summary>The embedding generator that a host registers. It uses the current options.</summary>
internal sealed class HostedEmbeddingGenerator(LmStudioClientSource source, string? model, LmStudioEmbeddingGeneratorOptions options) : IEmbeddingGenerator<string, Embedding<float>>
{
    private volatile Inner? _inner;

    public async Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        await source.Warmups.WaitForAsync(GivenText.OrNull(options?.ModelId) ?? GivenText.OrNull(model), cancellationToken).ConfigureAwait(false);
        return await GetCurrent().GenerateAsync(values, options, cancellationToken).ConfigureAwait(false);
    }

    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceKey is null && Throw.IfNull(serviceType).IsInstanceOfType(this) ? this : GetCurrent().GetService(serviceType, serviceKey);

    public void Dispose()
    {
        // The connections are the factory's.
    }

    private LmStudioEmbeddingGenerator GetCurrent()
    {
        LmStudioClient client = source.Client;
        Inner? inner = _inner;
        if (inner is null || inner.Client != client)
        {
            _inner = inner = new Inner(client, new LmStudioEmbeddingGenerator(client, model, options));
        }

        return inner.Generator;
    }

    private sealed record Inner(LmStudioClient Client, LmStudioEmbeddingGenerator Generator);
}
