namespace LmStudio.AI.Tests;

/// <summary>docs/protocol.md, "Models list".</summary>
public class ModelListTests
{
    [Fact]
    public async Task ListModels_List_GivesAllFields()
    {
        IReadOnlyList<LmStudioModel> models = await ListAsync(Payload.Read("models.json"));

        Assert.Equal(["google/gemma-4-e4b", "qwen/qwen3-4b", "openai/gpt-oss-20b", "text-embedding-nomic-embed-text-v1.5"], models.Select(static model => model.Key));

        LmStudioModel gemma = models[0];
        Assert.Equal(("llm", "google", "Gemma 4 E4B", "gemma4"), (gemma.Type, gemma.Publisher, gemma.DisplayName, gemma.Architecture));
        Assert.Equal(("4bit", 4d), (gemma.Quantization!.Name, gemma.Quantization.BitsPerWeight));
        Assert.Equal((6861900000, "4B", 131072, "mlx"), (gemma.SizeBytes, gemma.ParamsString, gemma.MaxContextLength, gemma.Format));
        Assert.Equal((true, true), (gemma.Capabilities!.Vision, gemma.Capabilities.TrainedForToolUse));
        Assert.Equal(["off", "on"], gemma.Capabilities.Reasoning!.AllowedOptions);
        Assert.Equal("on", gemma.Capabilities.Reasoning.Default);
        Assert.Equal(["google/gemma-4-e4b@4bit"], gemma.Variants!);
        Assert.Equal("google/gemma-4-e4b@4bit", gemma.SelectedVariant);
        Assert.Null(gemma.Description);
        Assert.Empty(gemma.LoadedInstances);
    }

    [Fact]
    public async Task ListModels_LoadedInstance_GivesIdAndConfig()
    {
        IReadOnlyList<LmStudioModel> models = await ListAsync(Payload.Read("models.json"));

        LmStudioModelInstance bob = Assert.Single(models[1].LoadedInstances);
        Assert.Equal(("bob", 8192, 4, 3599.5), (bob.Id, bob.Config!.ContextLength, bob.Config.Parallel, bob.RemainingTtlSeconds));
        Assert.Equal("", bob.Config.AdditionalProperties!["reasoning_budget_message"].GetString());
        Assert.Null(models[1].Capabilities!.Reasoning);

        LmStudioLoadConfig config = Assert.Single(models[2].LoadedInstances).Config!;
        Assert.Equal((4096, 512, 4, true, 8, true), (config.ContextLength, config.EvalBatchSize, config.Parallel, config.FlashAttention, config.NumExperts, config.OffloadKvCacheToGpu));
        Assert.Null(config.AdditionalProperties);
        Assert.Equal("A model with open weights.", models[2].Description);
        Assert.Null(models[2].Variants);
    }

    [Fact]
    public async Task ListModels_EmbeddingModel_MayLackNearlyEverything()
    {
        LmStudioModel model = (await ListAsync(Payload.Read("models.json")))[3];

        Assert.Equal(("embedding", null, null, null, null), (model.Type, model.Architecture, model.Capabilities, model.Quantization, model.ParamsString));
        Assert.Equal(2048, Assert.Single(model.LoadedInstances).Config!.ContextLength);
    }

    // protocol.md, "Models list": every enumeration is open, every field may be missing or null.
    [Theory]
    [InlineData("""{"models":[]}""", 0)]
    [InlineData("""{"models":[{"type":"llm","key":"a"}]}""", 1)]
    [InlineData("""{"models":[{"type":"vlm","key":"a","format":"splash","new_field":{"a":[1]},"loaded_context_length":4096}],"more":1}""", 1)]
    [InlineData("""{"models":[{"type":"llm","key":"a","architecture":null,"quantization":{"name":null,"bits_per_weight":null},"size_bytes":null,"params_string":null,"loaded_instances":null,"format":null,"capabilities":{"reasoning":{"allowed_options":null}},"description":null}]}""", 1)]
    [InlineData("""{"models":[{"type":"llm","key":"a","quantization":"Q4","capabilities":"none","loaded_instances":"none"},{"key":"b","capabilities":{"reasoning":true}}]}""", 2)]
    [InlineData("""{"models":[{"type":"llm","key":"a","quantization":{"bits_per_weight":4.25},"size_bytes":42490612355}]}""", 1)]
    public async Task ListModels_SparseOrNewerList_IsRead(string list, int count)
    {
        IReadOnlyList<LmStudioModel> models = await ListAsync(list);

        Assert.Equal(count, models.Count);
        Assert.All(models, static model => Assert.Empty(model.LoadedInstances));
    }

    // Nothing can be asked of a model or an instance without a name.
    [Fact]
    public async Task ListModels_NamelessModelsAndInstances_AreLeftOut()
    {
        LmStudioModel model = Assert.Single(await ListAsync(
            """{"models":[null,5,{"type":"llm","key":null},{"type":"llm","key":""},{"type":"llm"},{"type":null,"key":"a","loaded_instances":[null,{"id":null},{"id":""},{"id":"b"}]}]}"""));

        Assert.Equal(("a", ""), (model.Key, model.Type));
        Assert.Equal("b", Assert.Single(model.LoadedInstances).Id);
    }

    [Theory]
    [InlineData("""{"data":[{"id":"a","object":"model"}],"object":"list"}""")]
    [InlineData("""{"models":null}""")]
    public async Task ListModels_AnotherList_IsInvalidResponse(string list)
    {
        LmStudioException exception = await Assert.ThrowsAsync<LmStudioException>(() => ListAsync(list));

        Assert.Equal(LmStudioErrorKind.InvalidResponse, exception.Kind);
    }

    private static async Task<IReadOnlyList<LmStudioModel>> ListAsync(string list)
    {
        using VerbatimHttpHandler handler = new VerbatimHttpHandler().ExpectModels(list);
        return await Clients.Create(handler).ListModelsAsync();
    }
}
