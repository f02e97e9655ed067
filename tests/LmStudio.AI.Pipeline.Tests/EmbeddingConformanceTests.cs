using System.Collections;
using System.Diagnostics;
using System.Numerics.Tensors;
using LmStudio.AI.Emulator;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;

namespace LmStudio.AI.Pipeline.Tests;

public sealed class EmbeddingConformanceTests
{
    private const string Model = "text-embedding-nomic-embed-text-v1.5";

    /// <summary>Two pairs, each of texts that share words: the emulator's measure of what is near.</summary>
    private static readonly string[] Pairs = ["a small brown dog", "a small brown cat", "the shiny silver fork", "the shiny silver spoon"];

    [Fact]
    public async Task Generate_OneText_GivesOneVector()
    {
        await using LmStudioEmulator lmStudio = await Conformance.StartAsync();
        using IEmbeddingGenerator<string, Embedding<float>> generator = CreateBuilder(lmStudio).Build();

        GeneratedEmbeddings<Embedding<float>> embeddings = await generator.GenerateAsync(["Using AI with .NET"]);

        Embedding<float> embedding = Assert.Single(embeddings);
        Assert.Equal(768, embedding.Dimensions);
        Assert.Equal(1, TensorPrimitives.Norm(embedding.Vector.Span), 0.001f);
        Assert.Equal(generator.GetService<EmbeddingGeneratorMetadata>()?.DefaultModelId, embedding.ModelId);

        // LM Studio counts none.
        Assert.Equal((0, 0), (embeddings.Usage?.InputTokenCount, embeddings.Usage?.TotalTokenCount));
        Conformance.AssertSent(Assert.Single(lmStudio.GetChats()), $$"""{"model":"{{Model}}","input":["Using AI with .NET"],"encoding_format":null,"dimensions":null}""");
    }

    [Fact]
    public async Task Generate_SeveralTexts_GivesTheirVectorsInOrder()
    {
        await using LmStudioEmulator lmStudio = await Conformance.StartAsync();
        using IEmbeddingGenerator<string, Embedding<float>> generator = CreateBuilder(lmStudio).Build();

        GeneratedEmbeddings<Embedding<float>> embeddings = await generator.GenerateAsync(["Red", "White", "Blue"]);

        Assert.Equal(3, embeddings.Count);
        Assert.NotNull(embeddings.Usage);
        Assert.All(embeddings, static embedding => Assert.Equal(Model, embedding.ModelId));
        Conformance.AssertSent(Assert.Single(lmStudio.GetChats()), $$"""{"model":"{{Model}}","input":["Red","White","Blue"]}""");
        foreach ((string text, Embedding<float> embedding) in new[] { "Red", "White", "Blue" }.Zip(embeddings))
        {
            Assert.Equal((await generator.GenerateVectorAsync(text)).ToArray(), embedding.Vector.ToArray());
        }
    }

    [Fact]
    public async Task Cache_SameText_IsEmbeddedOnce()
    {
        await using LmStudioEmulator lmStudio = await Conformance.StartAsync();
        using IEmbeddingGenerator<string, Embedding<float>> generator = CreateBuilder(lmStudio)
            .UseDistributedCache(new MemoryDistributedCache(Options.Create(new MemoryDistributedCacheOptions())))
            .Build();

        Embedding<float> first = await generator.GenerateAsync("Red, white and blue");
        Embedding<float> second = await generator.GenerateAsync("Red, white and blue");
        Embedding<float> other = await generator.GenerateAsync("Red, white, blue and green");
        Embedding<float> third = await generator.GenerateAsync("Red, white and blue");

        Assert.Equal(2, lmStudio.GetChats().Count);
        Assert.All([second, third], cached => Assert.Equal((first.ModelId, first.CreatedAt), (cached.ModelId, cached.CreatedAt)));
        Assert.All([second, third], cached => Assert.Equal(first.Vector.ToArray(), cached.Vector.ToArray()));
        Assert.NotEqual(first.Vector.ToArray(), other.Vector.ToArray());
    }

    [Fact]
    public async Task Cache_SomeTextsKnown_SendsOnlyTheOthers()
    {
        await using LmStudioEmulator lmStudio = await Conformance.StartAsync();
        using IEmbeddingGenerator<string, Embedding<float>> generator = CreateBuilder(lmStudio)
            .UseDistributedCache(new MemoryDistributedCache(Options.Create(new MemoryDistributedCacheOptions())))
            .Build();

        _ = await generator.GenerateAsync(["Red", "Blue"]);
        GeneratedEmbeddings<Embedding<float>> embeddings = await generator.GenerateAsync(["Red", "White", "Blue", "Green"]);

        Assert.Equal(4, embeddings.Count);
        Conformance.AssertSent(lmStudio.GetChats()[1], """{"input":["White","Green"]}""");
    }

    [Fact]
    public async Task Logging_OfEmbeddings_HasTextsAndProvider()
    {
        await using LmStudioEmulator lmStudio = await Conformance.StartAsync();
        ListLoggerFactory loggers = new();
        using IEmbeddingGenerator<string, Embedding<float>> generator = CreateBuilder(lmStudio).UseLogging(loggers).Build();

        _ = await generator.GenerateAsync(["Red"]);

        Assert.Equal(2, loggers.Messages.Count);
        Assert.Contains("Red", loggers.Messages[0]);
        Assert.Contains("\"providerName\": \"lmstudio\"", loggers.Messages[0]);
    }

    [Fact]
    public async Task OpenTelemetry_OfEmbeddings_TracesAndMeasuresThem()
    {
        await using LmStudioEmulator lmStudio = await Conformance.StartAsync();
        using Telemetry telemetry = new();
        using IEmbeddingGenerator<string, Embedding<float>> generator = CreateBuilder(lmStudio).UseOpenTelemetry(sourceName: telemetry.Source).Build();

        _ = await generator.GenerateAsync(["Hello, world!"]);

        Activity activity = Assert.Single(telemetry.Activities);
        Assert.Equal($"embeddings {Model}", activity.DisplayName);
        Assert.NotEmpty(activity.Id!);
        Assert.True(activity.Duration > TimeSpan.Zero);
        Assert.Equal("lmstudio", activity.GetTagItem("gen_ai.provider.name"));
        Assert.Equal(lmStudio.Endpoint.Host, activity.GetTagItem("server.address"));
        Assert.Equal(lmStudio.Endpoint.Port, activity.GetTagItem("server.port"));
        Assert.Equal(Model, activity.GetTagItem("gen_ai.response.model"));
        Assert.Equal(0, activity.GetTagItem("gen_ai.usage.input_tokens"));
        Assert.True(Assert.Single(telemetry.GetMeasurements("gen_ai.client.operation.duration")).Value > 0);
    }

    [Fact]
    public async Task Quantized_ToBits_NearTextsStayNear()
    {
        await using LmStudioEmulator lmStudio = await Conformance.StartAsync();
        using IEmbeddingGenerator<string, Embedding<float>> generator = CreateBuilder(lmStudio).Build();

        GeneratedEmbeddings<Embedding<float>> embeddings = await generator.GenerateAsync(Pairs);
        BinaryEmbedding[] bits = [.. embeddings.Select(static embedding => new BinaryEmbedding(new BitArray(embedding.Vector.ToArray().Select(static value => value > 0).ToArray())) { ModelId = embedding.ModelId })];

        Assert.All(bits, static embedding => Assert.Equal(768, embedding.Dimensions));
        AssertPairs((i, j) => -(double)new BitArray(bits[i].Vector).Xor(bits[j].Vector).Cast<bool>().Count(static differs => differs), itself: 0);
    }

    [Fact]
    public async Task Quantized_ToHalves_NearTextsStayNear()
    {
        await using LmStudioEmulator lmStudio = await Conformance.StartAsync();
        using IEmbeddingGenerator<string, Embedding<float>> generator = CreateBuilder(lmStudio).Build();

        GeneratedEmbeddings<Embedding<float>> embeddings = await generator.GenerateAsync(Pairs);
        Embedding<Half>[] halves = [.. embeddings.Select(static embedding => new Embedding<Half>(embedding.Vector.ToArray().Select(static value => (Half)value).ToArray()) { ModelId = embedding.ModelId })];

        AssertPairs((i, j) => (double)TensorPrimitives.CosineSimilarity(halves[i].Vector.Span, halves[j].Vector.Span), itself: 1);
    }

    /// <summary>Asserts that the two texts of a pair are nearer to each other than any two of different pairs.</summary>
    private static void AssertPairs(Func<int, int, double> similarity, double itself)
    {
        Assert.All(Enumerable.Range(0, Pairs.Length), i => Assert.Equal(itself, similarity(i, i), 0.001));
        double leastNear = Math.Min(similarity(0, 1), similarity(2, 3));
        foreach ((int i, int j) in new[] { (0, 2), (0, 3), (1, 2), (1, 3) })
        {
            Assert.True(similarity(i, j) < leastNear, $"'{Pairs[i]}' and '{Pairs[j]}' are too near.");
        }
    }

    private static EmbeddingGeneratorBuilder<string, Embedding<float>> CreateBuilder(LmStudioEmulator lmStudio) =>
        new LmStudioEmbeddingGenerator(lmStudio.Endpoint, Model).AsBuilder();
}
