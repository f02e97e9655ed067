using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;

namespace LmStudio.AI.Tests;

/// <summary>What is sent to <c>/v1/embeddings</c>, and what is refused before.</summary>
public class EmbeddingRequestTests
{
    [Fact]
    public async Task Generate_OneText_SendsAnArrayOfStringsAndNoOption()
    {
        using VerbatimHttpHandler handler = new VerbatimHttpHandler().Expect(
            Embedders.Route,
            """{"model":"text-embedding-nomic-embed-text-v1.5","input":["The tide is high."]}""",
            Answer.Json(Embedders.AnyAnswer));

        _ = await Embedders.Create(handler, "text-embedding-nomic-embed-text-v1.5").GenerateAsync(["The tide is high."]);

        handler.Verify();
    }

    // The server ignores the length that is asked for, and a field it ignored would look as if it had been heeded.
    [Fact]
    public async Task Generate_Dimensions_AreNotSent()
    {
        using VerbatimHttpHandler handler = new VerbatimHttpHandler().Expect(Embedders.Route, """{"model":"m","input":["a"]}""", Answer.Json(Embedders.AnyAnswer));

        GeneratedEmbeddings<Embedding<float>> embeddings = await Embedders.Create(handler).GenerateAsync(["a"], new EmbeddingGenerationOptions { Dimensions = 2 });

        Assert.Equal(2, embeddings[0].Dimensions);
    }

    [Fact]
    public async Task Generate_ModelOfOptions_Wins()
    {
        using VerbatimHttpHandler handler = new VerbatimHttpHandler().Expect(Embedders.Route, """{"model":"other","input":["a"]}""", Answer.Json(Embedders.AnyAnswer));

        _ = await Embedders.Create(handler).GenerateAsync(["a"], new EmbeddingGenerationOptions { ModelId = "other" });

        handler.Verify();
    }

    [Fact]
    public async Task Generate_RawJson_IsLaidOverEachBatch()
    {
        using VerbatimHttpHandler handler = new VerbatimHttpHandler()
            .Expect(Embedders.Route, """{"model":"raw","input":["a"],"ttl":60,"nested":{"x":1}}""", Answer.Json(Embedders.AnyAnswer))
            .Expect(Embedders.Route, """{"model":"raw","input":["b"],"ttl":60,"nested":{"x":1}}""", Answer.Json(Embedders.AnyAnswer));
        int calls = 0;

        _ = await Embedders.Create(handler, options: new() { BatchSize = 1 }).GenerateAsync(["a", "b"], new EmbeddingGenerationOptions
        {
            ModelId = "other",
            RawRepresentationFactory = _ =>
            {
                calls++;
                return new JsonObject { ["model"] = "raw", ["ttl"] = 60, ["nested"] = new JsonObject { ["x"] = 1 } };
            },
        });

        handler.Verify();
        Assert.Equal(1, calls);
    }

    [Fact]
    public async Task Generate_RawJsonWithTexts_Throws()
    {
        using VerbatimHttpHandler handler = new();

        ArgumentException exception = await Assert.ThrowsAsync<ArgumentException>(() => Embedders.Create(handler).GenerateAsync(
            ["a"], new EmbeddingGenerationOptions { RawRepresentationFactory = static _ => new JsonObject { ["input"] = "b" } }));

        Assert.Contains("\"input\"", exception.Message);
    }

    [Fact]
    public async Task Generate_NoTexts_SendsNothing()
    {
        using VerbatimHttpHandler handler = new();

        GeneratedEmbeddings<Embedding<float>> embeddings = await Embedders.Create(handler, model: null).GenerateAsync([]);

        Assert.Empty(embeddings);
        Assert.Null(embeddings.Usage);
    }

    [Fact]
    public async Task Generate_NullValues_Throws()
    {
        using VerbatimHttpHandler handler = new();

        ArgumentNullException exception = await Assert.ThrowsAsync<ArgumentNullException>(() => Embedders.Create(handler).GenerateAsync(null!));

        Assert.Equal("values", exception.ParamName);
    }

    // Engines fail on texts without tokens, so no such text may reach it, in whichever batch it would be.
    [Theory]
    [InlineData(null, "The text at index 2 is null.")]
    [InlineData("", "The text at index 2 is empty.")]
    [InlineData(" \t\n ", "The text at index 2 is only white space.")]
    public async Task Generate_TextWithoutMeaning_ThrowsItsIndexBeforeAnythingIsSent(string? text, string message)
    {
        using VerbatimHttpHandler handler = new();

        ArgumentException exception = await Assert.ThrowsAsync<ArgumentException>(
            () => Embedders.Create(handler, options: new() { BatchSize = 1 }).GenerateAsync(["a", "b", text!]));

        Assert.StartsWith(message, exception.Message);
        Assert.Equal("values", exception.ParamName);
        Assert.Empty(handler.Requests);
    }

    [Fact]
    public async Task Generate_Values_AreEnumeratedOnce()
    {
        using VerbatimHttpHandler handler = Embedders.Answering(Embedders.AnyAnswer);
        int enumerations = 0;

        _ = await Embedders.Create(handler).GenerateAsync(Texts());

        Assert.Equal(1, enumerations);

        IEnumerable<string> Texts()
        {
            enumerations++;
            yield return "a";
        }
    }

    [Fact]
    public async Task Generate_Cancelled_Throws()
    {
        using VerbatimHttpHandler handler = Embedders.Answering(Embedders.AnyAnswer);

        _ = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Embedders.Create(handler).GenerateAsync(["a"], cancellationToken: new CancellationToken(canceled: true)));
    }
}
