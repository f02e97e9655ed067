using Microsoft.Extensions.AI;

namespace LmStudio.AI.Tests;

/// <summary>What becomes of the answers of <c>/v1/embeddings</c>.</summary>
public class EmbeddingAnswerTests
{
    [Fact]
    public async Task Generate_Answer_IsMappedWhole()
    {
        DateTimeOffset before = DateTimeOffset.UtcNow;

        GeneratedEmbeddings<Embedding<float>> embeddings = await Embedders.GetAsync(Payload.Read("embeddings.json"), "tide", "moon");

        Assert.Equal(2, embeddings.Count);
        Assert.Equal([-0.010625f, 0.03125f, 0.5f, 1.5e-05f], embeddings[0].Vector.ToArray());
        Assert.Equal([0.25f, -0.75f, 0f, 1f], embeddings[1].Vector.ToArray());
        Assert.All(embeddings, embedding =>
        {
            Assert.Equal("text-embedding-demo-v1@q4_k_m", embedding.ModelId);
            Assert.InRange(embedding.CreatedAt!.Value, before, DateTimeOffset.UtcNow);
        });
    }

    // The server counts nothing; a null would say that it told nothing.
    [Fact]
    public async Task Generate_ZeroUsage_IsPassedThrough()
    {
        GeneratedEmbeddings<Embedding<float>> embeddings = await Embedders.GetAsync(Embedders.AnyAnswer, "a");

        Assert.Equal(0, embeddings.Usage!.InputTokenCount);
        Assert.Equal(0, embeddings.Usage.TotalTokenCount);
    }

    [Fact]
    public async Task Generate_OtherOrder_FollowsTheIndex()
    {
        GeneratedEmbeddings<Embedding<float>> embeddings = await Embedders.GetAsync(Embedders.Body((2, "3"), (0, "1"), (1, "2")), "a", "b", "c");

        Assert.Equal([1, 2, 3], embeddings.Select(static embedding => embedding.Vector.Span[0]));
    }

    [Theory]
    [InlineData("""{"data":[{"embedding":[1]},{"embedding":[2]}]}""")]
    [InlineData("""{"data":[{"index":null,"embedding":[1]},{"index":"1","embedding":[2]}]}""")]
    [InlineData("""{"new":{"a":[1]},"data":[{"new":[[0]],"index":0,"embedding":[1]},{"embedding":[2],"index":1,"new":{"embedding":[9]}}],"usage":null}""")]
    public async Task Generate_UnusualAnswer_IsRead(string body)
    {
        GeneratedEmbeddings<Embedding<float>> embeddings = await Embedders.GetAsync(body, "a", "b");

        Assert.Equal([1, 2], embeddings.Select(static embedding => embedding.Vector.Span[0]));
        Assert.All(embeddings, static embedding => Assert.Equal("m", embedding.ModelId));
        Assert.Null(embeddings.Usage);
    }

    // Shorter and longer than the length that arrays are made for at first.
    [Theory]
    [InlineData(1)]
    [InlineData(384)]
    [InlineData(768)]
    [InlineData(769)]
    [InlineData(4096)]
    public async Task Generate_AnyLength_IsReadWhole(int dimensions)
    {
        string numbers = string.Join(",", Enumerable.Range(0, dimensions));

        GeneratedEmbeddings<Embedding<float>> embeddings = await Embedders.GetAsync(Embedders.Body((0, numbers), (1, numbers)), "a", "b");

        float[] expected = [.. Enumerable.Range(0, dimensions)];
        Assert.All(embeddings, embedding => Assert.Equal(expected, embedding.Vector.ToArray()));
    }

    // docs/protocol.md, "Embeddings": a length that is asked for is ignored.
    [Fact]
    public async Task Generate_OtherLengthThanAskedFor_ThrowsWhatCame()
    {
        using VerbatimHttpHandler handler = Embedders.Answering(Embedders.Body((0, "1,2,3")));

        NotSupportedException exception = await Assert.ThrowsAsync<NotSupportedException>(
            () => Embedders.Create(handler).GenerateAsync(["a"], new EmbeddingGenerationOptions { Dimensions = 2 }));

        Assert.Equal(
            "The vectors of 'm@q8_0' have 3 dimensions, not 2: LM Studio cannot change it. Set Dimensions to 3 or remove it, or use another model.",
            exception.Message);
    }

    [Fact]
    public async Task Generate_OtherLengthThanAskedFor_ThrowsAfterTheFirstBatch()
    {
        using VerbatimHttpHandler handler = Embedders.Answering(Embedders.AnyAnswer);

        _ = await Assert.ThrowsAsync<NotSupportedException>(
            () => Embedders.Create(handler, options: new() { BatchSize = 1, Dimensions = 3 }).GenerateAsync(["a", "b"]));

        _ = Assert.Single(handler.Requests);
    }

    [Fact]
    public async Task Generate_LengthOfTheGeneratorsModel_DoesNotBindAnother()
    {
        using VerbatimHttpHandler handler = Embedders.Answering(Embedders.AnyAnswer);

        GeneratedEmbeddings<Embedding<float>> embeddings = await Embedders.Create(handler, options: new() { Dimensions = 3 })
            .GenerateAsync(["a"], new EmbeddingGenerationOptions { ModelId = "other" });

        Assert.Equal(2, embeddings[0].Dimensions);
    }

    [Theory]
    [InlineData("""{"data":[]}""", "LM Studio answered 2 texts with 0 embeddings.")]
    [InlineData("""{"data":[{"embedding":[1],"index":0}]}""", "LM Studio answered 2 texts with 1 embeddings.")]
    [InlineData("""{"data":[{"embedding":[1],"index":0},{"embedding":[1],"index":1},{"embedding":[1],"index":2}]}""", "LM Studio answered 2 texts with 3 embeddings.")]
    [InlineData("""{"data":[{"embedding":[1],"index":1},{"embedding":[1],"index":1}]}""", "LM Studio answered 2 texts with two embeddings of index 1.")]
    [InlineData("""{"data":[{"embedding":[1],"index":0},{"embedding":[1],"index":2}]}""", "LM Studio answered 2 texts with an embedding of index 2.")]
    [InlineData("""{"data":[{"embedding":[1],"index":-1},{"embedding":[1],"index":0}]}""", "LM Studio answered 2 texts with an embedding of index -1.")]
    [InlineData("""{"data":[{"embedding":[1,2],"index":0},{"embedding":[1],"index":1}]}""", "LM Studio answered with embeddings of different lengths: 2 and 1.")]
    [InlineData("""{"data":[{"embedding":[1],"index":0},{"embedding":[],"index":1}]}""", "LM Studio answered with no numbers for embedding 1.")]
    [InlineData("""{"data":[{"embedding":[],"index":0},{"embedding":[],"index":1}]}""", "LM Studio answered with no numbers for embedding 0.")]
    [InlineData("""{"data":[{"embedding":[1],"index":0},{"index":1}]}""", "LM Studio answered with nothing where the numbers of embedding 1 should be.")]
    [InlineData("""{"data":[{"embedding":"AACAPwAAAEA=","index":0},{"embedding":"AACAPwAAAEA=","index":1}]}""", "LM Studio answered with a string where the numbers of embedding 0 should be.")]
    [InlineData("""{"data":[{"embedding":null,"index":0},{"embedding":[1],"index":1}]}""", "LM Studio answered with null (not a number) where the numbers of embedding 0 should be.")]
    [InlineData("""{"data":[{"embedding":{"a":1},"index":0},{"embedding":[1],"index":1}]}""", "LM Studio answered with an object where the numbers of embedding 0 should be.")]
    [InlineData("""{"data":[{"embedding":[1],"index":0},{"embedding":[0.5,null,null],"index":1}]}""", "LM Studio answered with null (not a number) at position 1 where the numbers of embedding 1 should be.")]
    [InlineData("""{"data":[{"embedding":[[1,2]],"index":0},{"embedding":[1],"index":1}]}""", "LM Studio answered with an array at position 0 where the numbers of embedding 0 should be.")]
    [InlineData("""{"data":[{"embedding":["1"],"index":0},{"embedding":[1],"index":1}]}""", "LM Studio answered with a string at position 0 where the numbers of embedding 0 should be.")]
    [InlineData("""{"data":[{"embedding":[true],"index":0},{"embedding":[1],"index":1}]}""", "LM Studio answered with a boolean at position 0 where the numbers of embedding 0 should be.")]
    [InlineData("""{"data":[{"embedding":[1,2],"index":0},{"embedding":[1,-1e999],"index":1}]}""", "LM Studio answered with a number that is too large at position 1 where the numbers of embedding 1 should be.")]
    public async Task Generate_NotOneVectorForEachText_IsInvalid(string body, string message)
    {
        LmStudioException exception = await Embedders.FailAsync(body, "a", "b");

        Assert.Equal(LmStudioErrorKind.InvalidResponse, exception.Kind);
        Assert.StartsWith(message, exception.Message);
        Assert.EndsWith(ErrorHint.For(LmStudioErrorKind.InvalidResponse, error: null), exception.Message);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"data":null}""")]
    [InlineData("""{"data":{}}""")]
    [InlineData("""{"data":[1]}""")]
    [InlineData("""{"data":[{"embedding":[1.2.3],"index":0}]}""")]
    [InlineData("""{"data":[{"embedding":[0.5""")]
    public async Task Generate_UnreadableAnswer_IsInvalid(string body)
    {
        LmStudioException exception = await Embedders.FailAsync(body, "a");

        Assert.Equal(LmStudioErrorKind.InvalidResponse, exception.Kind);
        Assert.StartsWith("The server at http://lm.test:1234 answered 'POST /v1/embeddings' with status 200 and application/json: ", exception.Message);
    }

    [Theory]
    [InlineData(400, """{"error":"'input' field must be a string or an array of strings"}""", LmStudioErrorKind.InvalidRequest)]
    [InlineData(400, """{"error":"No models loaded. Please load a model in the developer page or use the 'lms load' command."}""", LmStudioErrorKind.ModelNotFound)]
    [InlineData(404, """{"error":{"message":"Failed to load model \"m\". Error: Model is not embedding.","type":"invalid_request_error","param":"model","code":"model_not_found"}}""", LmStudioErrorKind.ModelNotFound)]
    [InlineData(200, """{"error":"Unexpected endpoint or method. (POST /v1/embeddings)"}""", LmStudioErrorKind.UnsupportedServer)]
    [InlineData(401, """{"error":{"type":"invalid_request","code":"invalid_api_key","message":"An LM Studio API token is required to make requests to this server."}}""", LmStudioErrorKind.Unauthorized)]
    public async Task Generate_Error_ThrowsItsKind(int status, string body, LmStudioErrorKind kind)
    {
        using VerbatimHttpHandler handler = Embedders.Answering(body, status);

        LmStudioException exception = await Assert.ThrowsAsync<LmStudioException>(() => Embedders.Create(handler).GenerateAsync(["a"]));

        Assert.Equal(kind, exception.Kind);
        Assert.Equal(status, (int?)exception.StatusCode);
    }
}
