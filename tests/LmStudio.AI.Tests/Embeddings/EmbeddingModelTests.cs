namespace LmStudio.AI.Tests;

/// <summary>Which model embeds where none is named.</summary>
public class EmbeddingModelTests
{
    private const string Llm = """{"type":"llm","key":"llm","loaded_instances":[{"id":"llm","config":{}}]}""";

    [Theory]

    // The only instance that is loaded, whatever else is downloaded.
    [InlineData("e2", Llm, """{"type":"embedding","key":"e1","loaded_instances":[]}""", """{"type":"embedding","key":"e2","loaded_instances":[{"id":"e2","config":{}}]}""")]
    [InlineData("mine", """{"type":"embedding","key":"e1","loaded_instances":[{"id":"mine","config":{}}]}""")]

    // The only model that is downloaded: the server loads it, and may have it loaded without listing it.
    [InlineData("e1", Llm, """{"type":"embedding","key":"e1","loaded_instances":[]}""")]
    [InlineData("e1", """{"type":"embedding","key":"e1","loaded_instances":[{"id":"e1","config":{}},{"id":"e1:2","config":{}}]}""")]
    public async Task Generate_NoModel_TakesTheOnlyOne(string expected, params string[] models)
    {
        using VerbatimHttpHandler handler = new VerbatimHttpHandler()
            .ExpectModels($$"""{"models":[{{string.Join(",", models)}}]}""")
            .Expect(Embedders.Route, $$"""{"model":"{{expected}}","input":["a"]}""", Answer.Json(Embedders.AnyAnswer));

        _ = await Embedders.Create(handler, model: null).GenerateAsync(["a"]);

        handler.Verify();
    }

    [Fact]
    public async Task Generate_EmptyModel_IsNone()
    {
        using VerbatimHttpHandler handler = new VerbatimHttpHandler()
            .ExpectModels("""{"models":[{"type":"embedding","key":"e1","loaded_instances":[]}]}""")
            .Expect(Embedders.Route, """{"model":"e1","input":["a"]}""", Answer.Json(Embedders.AnyAnswer));

        _ = await Embedders.Create(handler, model: "").GenerateAsync(["a"], new() { ModelId = "" });

        handler.Verify();
    }

    [Theory]
    [InlineData(
        "several are loaded: e1, mine.",
        """{"type":"embedding","key":"e1","loaded_instances":[{"id":"e1","config":{}}]}""",
        """{"type":"embedding","key":"e2","loaded_instances":[{"id":"mine","config":{}}]}""")]
    [InlineData(
        "none is loaded and several are downloaded: e1, e2.",
        Llm,
        """{"type":"embedding","key":"e1","loaded_instances":[]}""",
        """{"type":"embedding","key":"e2","loaded_instances":[]}""")]
    [InlineData("none is downloaded (LM Studio must list it as an embedding model; one that it lists as an LLM cannot embed).", Llm)]
    public async Task Generate_NoModelToChoose_ThrowsWhatThereIs(string state, params string[] models)
    {
        using VerbatimHttpHandler handler = new VerbatimHttpHandler().ExpectModels($$"""{"models":[{{string.Join(",", models)}}]}""");

        LmStudioException exception = await Assert.ThrowsAsync<LmStudioException>(() => Embedders.Create(handler, model: null).GenerateAsync(["a"]));

        Assert.Equal(LmStudioErrorKind.ModelNotFound, exception.Kind);
        Assert.Equal(
            $"No model was specified, and of the embedding models of http://lm.test:1234 {state} Specify the model in the generator's constructor or in EmbeddingGenerationOptions.ModelId.",
            exception.Message);
    }

    [Fact]
    public async Task Generate_NoModelTwice_AsksForTheListOnce()
    {
        using VerbatimHttpHandler handler = new VerbatimHttpHandler()
            .ExpectModels("""{"models":[{"type":"embedding","key":"e1","loaded_instances":[]}]}""")
            .Expect(Embedders.Route, "*", Answer.Json(Embedders.AnyAnswer))
            .Expect(Embedders.Route, "*", Answer.Json(Embedders.AnyAnswer));
        using LmStudioEmbeddingGenerator generator = Embedders.Create(handler, model: null);

        _ = await generator.GenerateAsync(["a"]);
        _ = await generator.GenerateAsync(["b"]);

        handler.Verify();
    }
}
