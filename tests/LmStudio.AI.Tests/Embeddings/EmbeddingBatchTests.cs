using Microsoft.Extensions.AI;

namespace LmStudio.AI.Tests;

/// <summary>How many texts are divided among requests and joined again.</summary>
public class EmbeddingBatchTests
{
    [Fact]
    public async Task Generate_MoreThanABatch_SendsBatchesAndJoinsThemInOrder()
    {
        using VerbatimHttpHandler handler = new VerbatimHttpHandler()
            .Expect(Embedders.Route, """{"model":"m","input":["a","b"]}""", Answer.Json(Embedders.Body((0, "1,0"), (1, "2,0"))))
            .Expect(Embedders.Route, """{"model":"m","input":["c","d"]}""", Answer.Json(Embedders.Body((1, "4,0"), (0, "3,0"))))
            .Expect(Embedders.Route, """{"model":"m","input":["e"]}""", Answer.Json(Embedders.Body((0, "5,0"))));

        GeneratedEmbeddings<Embedding<float>> embeddings = await Embedders.Create(handler, options: new() { BatchSize = 2 }).GenerateAsync(["a", "b", "c", "d", "e"]);

        Assert.Equal([1, 2, 3, 4, 5], embeddings.Select(static embedding => embedding.Vector.Span[0]));
        handler.Verify();
    }

    [Fact]
    public async Task Generate_DefaultBatch_Has256Texts()
    {
        string[] texts = [.. Enumerable.Range(0, 257).Select(static i => $"text {i}")];
        using VerbatimHttpHandler handler = new VerbatimHttpHandler()
            .Expect(Embedders.Route, "*", Answer.Json(Embedders.Body([.. Enumerable.Range(0, 256).Select(static i => (i, "1"))])))
            .Expect(Embedders.Route, """{"model":"m","input":["text 256"]}""", Answer.Json(Embedders.Body((0, "2"))));

        GeneratedEmbeddings<Embedding<float>> embeddings = await Embedders.Create(handler).GenerateAsync(texts);

        Assert.Equal(257, embeddings.Count);
        handler.Verify();
    }

    [Fact]
    public async Task Generate_Batches_AddUpUsage()
    {
        using VerbatimHttpHandler handler = new VerbatimHttpHandler()
            .Expect(Embedders.Route, "*", Answer.Json("""{"data":[{"embedding":[1],"index":0}],"model":"m","usage":{"prompt_tokens":5,"total_tokens":6}}"""))
            .Expect(Embedders.Route, "*", Answer.Json("""{"data":[{"embedding":[1],"index":0}],"model":"m"}"""))
            .Expect(Embedders.Route, "*", Answer.Json("""{"data":[{"embedding":[1],"index":0}],"model":"m","usage":{"prompt_tokens":7,"total_tokens":8}}"""));

        GeneratedEmbeddings<Embedding<float>> embeddings = await Embedders.Create(handler, options: new() { BatchSize = 1 }).GenerateAsync(["a", "b", "c"]);

        Assert.Equal(12, embeddings.Usage!.InputTokenCount);
        Assert.Equal(14, embeddings.Usage.TotalTokenCount);
        Assert.Null(embeddings.Usage.OutputTokenCount);
    }

    [Fact]
    public async Task Generate_BatchFails_ThrowsAndSendsNoMore()
    {
        using VerbatimHttpHandler handler = new VerbatimHttpHandler()
            .Expect(Embedders.Route, "*", Answer.Json(Embedders.AnyAnswer))
            .Expect(Embedders.Route, "*", Answer.Json("""{"error":"The model has crashed without additional information."}""", 400));

        LmStudioException exception = await Assert.ThrowsAsync<LmStudioException>(
            () => Embedders.Create(handler, options: new() { BatchSize = 1 }).GenerateAsync(["a", "b", "c"]));

        Assert.Contains("The model has crashed", exception.Message);
        Assert.Equal(2, handler.Requests.Count);
    }

    [Fact]
    public async Task Generate_LengthChangesBetweenBatches_Throws()
    {
        using VerbatimHttpHandler handler = new VerbatimHttpHandler()
            .Expect(Embedders.Route, "*", Answer.Json(Embedders.Body((0, "1,2"))))
            .Expect(Embedders.Route, "*", Answer.Json(Embedders.Body((0, "1,2,3"))));

        LmStudioException exception = await Assert.ThrowsAsync<LmStudioException>(
            () => Embedders.Create(handler, options: new() { BatchSize = 1 }).GenerateAsync(["a", "b"]));

        Assert.Equal(LmStudioErrorKind.InvalidResponse, exception.Kind);
        Assert.StartsWith("LM Studio answered with embeddings of different lengths: 2 and 3.", exception.Message);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void Options_SizesBelowOne_Throw(int value)
    {
        LmStudioEmbeddingGeneratorOptions options = new();

        _ = Assert.Throws<ArgumentOutOfRangeException>(() => options.BatchSize = value);
        _ = Assert.Throws<ArgumentOutOfRangeException>(() => options.Dimensions = value);
    }
}
