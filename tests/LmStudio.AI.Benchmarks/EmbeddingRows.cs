using System.Globalization;
using System.Text;
using Microsoft.Extensions.AI;

namespace LmStudio.AI.Benchmarks;

/// <summary>What a batch of embeddings costs.</summary>
internal static class EmbeddingRows
{
    private const int Texts = 1_000;
    private const int Dimensions = 4_096;

    public static IEnumerable<Row> Create()
    {
        Random random = new(1);
        float[][] vectors = [.. Enumerable.Range(0, Texts).Select(_ => Enumerable.Range(0, Dimensions).Select(_ => (random.NextSingle() - 0.5f) / 10).ToArray())];
        string[] texts = [.. Enumerable.Range(0, Texts).Select(static i => $"text {i}")];

        // JavaScript writes a float as the double that it is, with up to 17 digits. Both get the same numbers.
        ReplayServer server = new("application/json", Body(vectors, """{"object":"list","data":[""", """{"object":"embedding","embedding":""", ""","index":#}""", """],"model":"demo","usage":{"prompt_tokens":0,"total_tokens":0}}"""));
        ReplayServer ollamaServer = new("application/json", Body(vectors, """{"model":"demo","embeddings":[""", "", "", """],"total_duration":1,"load_duration":1,"prompt_eval_count":1}"""));
        IEmbeddingGenerator<string, Embedding<float>> ours = new LmStudioClient(server.Endpoint, apiToken: "").AsIEmbeddingGenerator("demo", new() { BatchSize = Texts });
        IEmbeddingGenerator<string, Embedding<float>> ollama = Chats.Ollama(new HttpClient { Timeout = Timeout.InfiniteTimeSpan }, ollamaServer.Endpoint);
        yield return new Row("embeddings, 1,000 × 4,096", 1, Generate("LmStudio.AI", ours), Generate("OllamaSharp", ollama), Goal: 0.5, Bound: 1.2);

        Contestant Generate(string name, IEmbeddingGenerator<string, Embedding<float>> generator) => new(name, async () =>
        {
            GeneratedEmbeddings<Embedding<float>> embeddings = await generator.GenerateAsync(texts);
            if (embeddings.Count != Texts || !embeddings[^1].Vector.Span.SequenceEqual(vectors[^1]))
            {
                throw new InvalidOperationException($"{name} did not read the vectors that were sent.");
            }
        });
    }

    private static byte[] Body(float[][] vectors, string begin, string before, string after, string end)
    {
        StringBuilder body = new(begin);
        for (int i = 0; i < vectors.Length; i++)
        {
            _ = body.Append(i > 0 ? "," : "").Append(before).Append('[')
                .AppendJoin(',', vectors[i].Select(static number => ((double)number).ToString("R", CultureInfo.InvariantCulture)))
                .Append(']').Append(after.Replace("#", i.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal));
        }

        return Encoding.UTF8.GetBytes(body.Append(end).ToString());
    }
}
