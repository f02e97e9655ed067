using System.ClientModel;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Extensions.AI;
using OpenAI;
using OpenAI.Embeddings;

namespace LmStudio.AI.Benchmarks;

/// <summary>
/// What a batch of embeddings costs: the generator reading numbers, which is all that LM Studio sends, against the OpenAI package reading
/// base64, which is all that it reads. Neither could talk to the other's server. Both take turns in one process.
/// </summary>
internal static class EmbeddingBenchmark
{
    private const int Texts = 1_000;
    private const int Dimensions = 768;
    private const int WarmUpRounds = 30;
    private const int Rounds = 30;

    /// <summary>The vectors themselves are a fifth of their JSON.</summary>
    private const double MostBytesPerPayloadByte = 0.35;

    /// <summary>What is left to the caller, 4 bytes a number, is the least that can be allocated.</summary>
    private const double MostBytesPerVectorByte = 1.25;

    private const double MostAllocationRatio = 0.5;

    public static async Task<bool> RunAsync()
    {
        float[][] vectors = CreateVectors();
        byte[] numbers = CreateBody(vectors, static vector => $"[{string.Join(",", vector.Select(static number => ((double)number).ToString("R", CultureInfo.InvariantCulture)))}]");
        byte[] base64 = CreateBody(vectors, static vector => $"\"{Convert.ToBase64String(MemoryMarshal.AsBytes<float>(vector))}\"");
        string[] texts = [.. Enumerable.Range(0, Texts).Select(static i => $"text {i}")];

        using ReplayServer numberServer = new("application/json", numbers);
        using ReplayServer base64Server = new("application/json", base64);
        using LmStudioClient lmStudio = new(numberServer.Endpoint, apiToken: "");
        using IEmbeddingGenerator<string, Embedding<float>> generator = lmStudio.AsIEmbeddingGenerator("demo", new() { BatchSize = Texts });
        EmbeddingClient openAI = new("demo", new ApiKeyCredential("none"), new OpenAIClientOptions { Endpoint = new Uri(base64Server.Endpoint, "v1") });
        EmbeddingClient openAIOnNumbers = new("demo", new ApiKeyCredential("none"), new OpenAIClientOptions { Endpoint = new Uri(numberServer.Endpoint, "v1") });

        Measurement ours = new("LmStudioEmbeddingGenerator", numbers.Length, async () =>
        {
            GeneratedEmbeddings<Embedding<float>> embeddings = await generator.GenerateAsync(texts);
            return [.. embeddings.Select(static embedding => embedding.Vector)];
        });
        Measurement theirs = new("OpenAI EmbeddingClient, base64", base64.Length, async () =>
        {
            OpenAIEmbeddingCollection embeddings = await openAI.GenerateEmbeddingsAsync(texts);
            return [.. embeddings.Select(static embedding => embedding.ToFloats())];
        });

        Measurement theirsOnNumbers = new("OpenAI EmbeddingClient, numbers", numbers.Length, async () =>
        {
            OpenAIEmbeddingCollection embeddings = await openAIOnNumbers.GenerateEmbeddingsAsync(texts);
            return [.. embeddings.Select(static embedding => embedding.ToFloats())];
        });

        for (int round = 0; round < WarmUpRounds + Rounds; round++)
        {
            await ours.MeasureAsync(vectors, record: round >= WarmUpRounds);
            await theirs.MeasureAsync(vectors, record: round >= WarmUpRounds);
            await theirsOnNumbers.MeasureAsync(vectors, record: round >= WarmUpRounds);
        }

        Console.WriteLine($"Embeddings: {Texts} texts of {Dimensions} dimensions in one answer over loopback, {Rounds} answers each, in turns; the median answer");
        foreach (Measurement measurement in new[] { ours, theirs, theirsOnNumbers })
        {
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"  {measurement.Name,-32} {measurement.PayloadBytes,12:N0} bytes of payload {measurement.AllocatedBytes,12:N0} bytes allocated = {measurement.AllocatedBytes / measurement.PayloadBytes:F2} of it {measurement.CpuMilliseconds,8:F1} ms CPU"));
        }

        double perPayload = ours.AllocatedBytes / ours.PayloadBytes;
        double perVector = ours.AllocatedBytes / (Texts * Dimensions * sizeof(float));
        double ratio = ours.AllocatedBytes / theirs.AllocatedBytes;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  allocated : payload = {perPayload:F2} (bound {MostBytesPerPayloadByte:F2})"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  allocated : the vectors' own bytes = {perVector:F2} (bound {MostBytesPerVectorByte:F2})"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  allocated, generator : OpenAI package = {ratio:F2} (bound {MostAllocationRatio:F2}), for {(double)ours.PayloadBytes / theirs.PayloadBytes:F1} times the payload"));
        return perPayload <= MostBytesPerPayloadByte && perVector <= MostBytesPerVectorByte && ratio <= MostAllocationRatio;
    }

    private static float[][] CreateVectors()
    {
        Random random = new(1);
        return [.. Enumerable.Range(0, Texts).Select(_ => Enumerable.Range(0, Dimensions).Select(_ => (random.NextSingle() - 0.5f) / 10).ToArray())];
    }

    private static byte[] CreateBody(float[][] vectors, Func<float[], string> write)
    {
        StringBuilder body = new("""{"object":"list","data":[""");
        for (int i = 0; i < vectors.Length; i++)
        {
            // JavaScript writes a float as the double that it is, with up to 17 digits.
            _ = body.Append(i > 0 ? "," : "").Append($$"""{"object":"embedding","embedding":{{write(vectors[i])}},"index":{{i}}}""");
        }

        return Encoding.UTF8.GetBytes(body.Append("""],"model":"demo","usage":{"prompt_tokens":0,"total_tokens":0}}""").ToString());
    }

    /// <summary>One of the contestants, with its CPU time and allocations per answer.</summary>
    private sealed class Measurement(string name, int payloadBytes, Func<Task<List<ReadOnlyMemory<float>>>> run)
    {
        private readonly List<double> _cpu = [];
        private readonly List<double> _allocated = [];

        public string Name { get; } = name;

        public int PayloadBytes { get; } = payloadBytes;

        public double CpuMilliseconds => Median(_cpu);

        public double AllocatedBytes => Median(_allocated);

        public async Task MeasureAsync(float[][] expected, bool record)
        {
            long allocated = GC.GetTotalAllocatedBytes(precise: true);
            TimeSpan cpu = Environment.CpuUsage.TotalTime;
            List<ReadOnlyMemory<float>> vectors = await run();
            TimeSpan cpuAfter = Environment.CpuUsage.TotalTime;
            long allocatedAfter = GC.GetTotalAllocatedBytes(precise: true);

            if (vectors.Count != expected.Length || !vectors.Zip(expected).All(static pair => pair.First.Span.SequenceEqual(pair.Second)))
            {
                throw new InvalidOperationException($"{Name} did not read the vectors that were sent.");
            }

            if (record)
            {
                _cpu.Add((cpuAfter - cpu).TotalMilliseconds);
                _allocated.Add(allocatedAfter - allocated);
            }
        }

        private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
    }
}
