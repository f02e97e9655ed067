namespace LmStudio.AI.Emulator.Tests;

public sealed class EmbeddingsTests
{
    private const string Path = "/v1/embeddings";
    private const string Model = "text-embedding-nomic-embed-text-v1.5";

    [Fact]
    public async Task Reply_Base64AndDimensionsAsked_AreFloatsOfFullLengthAllTheSame()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        using Api api = new(lmStudio);

        Api.Reply reply = await api.PostAsync(Path, $$"""{"model":"{{Model}}","input":["One","Two"],"encoding_format":"base64","dimensions":256}""");

        Assert.Equal(["object", "data", "model", "usage"], reply.Json.AsObject().Select(static property => property.Key));
        Assert.Equal(("list", Model), ((string?)reply.Json["object"], (string?)reply.Json["model"]));
        Wire.AssertJson("""{"prompt_tokens":0,"total_tokens":0}""", reply.Json["usage"]);
        Assert.Equal([0, 1], reply.Json["data"]!.AsArray().Select(static item => (int?)item!["index"]));
        Assert.All(reply.Json["data"]!.AsArray(), static item =>
        {
            Assert.Equal("embedding", (string?)item!["object"]);
            Assert.Equal(768, item["embedding"]!.AsArray().Count);
        });
    }

    [Fact]
    public async Task Vectors_AnyText_HaveLengthOneAndAreTheSameEveryTime()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        using Api api = new(lmStudio);

        List<float[]> first = await EmbedAsync(api, "The quick brown fox", "", "日本語");
        List<float[]> second = await EmbedAsync(api, "The quick brown fox", "", "日本語");

        Assert.Equal(first, second);
        Assert.All(first, static vector => Assert.Equal(1, Similarity(vector, vector), precision: 5));
    }

    [Fact]
    public async Task Vectors_SimilarTexts_AreCloserThanOthers()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        using Api api = new(lmStudio);

        List<float[]> vectors = await EmbedAsync(api, "How do I feed my cat?", "Feeding cats, step by step", "The price of oil rose again on Tuesday");

        Assert.True(Similarity(vectors[0], vectors[1]) > Similarity(vectors[0], vectors[2]) + 0.1);
    }

    [Fact]
    public async Task Input_OneText_HasOneVector()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync(
            options => options.Models.Add(new() { Key = "acme/tiny", Type = EmulatorModelType.Embedding, EmbeddingLength = 8 }));
        using Api api = new(lmStudio);

        Api.Reply reply = await api.PostAsync(Path, """{"model":"tiny","input":"One"}""");

        Assert.Equal("acme/tiny", (string?)reply.Json["model"]);
        Assert.Equal(8, Assert.Single(reply.Json["data"]!.AsArray())!["embedding"]!.AsArray().Count);
    }

    [Theory]
    [InlineData("[1,2,3]")]
    [InlineData("[[1,2,3]]")]
    [InlineData("null")]
    public async Task Input_NoTexts_IsRefusedWithAStringError(string input)
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        using Api api = new(lmStudio);

        Api.Reply reply = await api.PostAsync(Path, $$"""{"model":"{{Model}}","input":{{input}} }""");

        Assert.Equal((400, """{"error":"'input' field must be a string or an array of strings"}"""), (reply.Status, reply.Body));
    }

    [Fact]
    public async Task Load_JustInTime_DoesNotShowInLoadedInstances()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        using Api api = new(lmStudio);

        await EmbedAsync(api, "One");

        Assert.Empty(lmStudio.LoadedInstances);
        Assert.DoesNotContain("\"id\"", (await api.GetAsync("/api/v1/models")).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Load_JustInTime_TakesTimeOnce()
    {
        ManualTimeProvider clock = new();
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync(options =>
        {
            options.TimeProvider = clock;
            options.ModelLoadDuration = TimeSpan.FromSeconds(20);
        });
        using Api api = new(lmStudio);

        Task<List<float[]>> first = EmbedAsync(api, "One");
        await clock.AdvanceWhenWaitedForAsync(TimeSpan.FromSeconds(20));
        await first;

        Assert.Single(await EmbedAsync(api, "Two"));
    }

    [Fact]
    public async Task Load_TimeToLive_IsThatOfTheRequestThatLoads()
    {
        ManualTimeProvider clock = new();
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync(options => options.TimeProvider = clock);
        using Api api = new(lmStudio);
        const string Request = $$"""{"model":"{{Model}}","input":"One","ttl":60}""";
        await api.PostAsync(Path, Request);
        lmStudio.Faults.RefuseLoads = true;

        clock.Advance(TimeSpan.FromSeconds(50));
        Assert.Equal(200, (await api.PostAsync(Path, Request.Replace("60", "5", StringComparison.Ordinal))).Status);
        clock.Advance(TimeSpan.FromSeconds(50));
        Assert.Equal(200, (await api.PostAsync(Path, Request)).Status);
        clock.Advance(TimeSpan.FromSeconds(61));
        Assert.NotEqual(200, (await api.PostAsync(Path, Request)).Status);
    }

    [Fact]
    public async Task Load_Refused_IsAnError()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync(static options => options.Faults.RefuseLoads = true);
        using Api api = new(lmStudio);

        Api.Reply reply = await api.PostAsync(Path, $$"""{"model":"{{Model}}","input":"One"}""");

        Assert.Equal((400, "model_load_failed"), (reply.Status, (string?)reply.Json["error"]!["type"]));
    }

    [Fact]
    public async Task JustInTimeOff_NothingLoaded_IsRefusedUntilTheModelIs()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync(static options => options.JustInTimeLoading = false);
        using Api api = new(lmStudio);

        Api.Reply before = await api.PostAsync(Path, $$"""{"model":"{{Model}}","input":"One"}""");
        lmStudio.LoadModel(Model);
        Api.Reply after = await api.PostAsync(Path, $$"""{"model":"{{Model}}","input":"One"}""");

        Assert.Equal((400, 200), (before.Status, after.Status));
        Assert.StartsWith("No models loaded.", (string?)before.Json["error"]!["message"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nothing")]
    [InlineData("qwen/qwen3-8b")]
    public async Task Model_NoEmbeddingModel_IsNotFound(string model)
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        using Api api = new(lmStudio);

        Api.Reply reply = await api.PostAsync(Path, $$"""{"model":"{{model}}","input":"One"}""");

        Assert.Equal((400, "model_not_found"), (reply.Status, (string?)reply.Json["error"]!["code"]));
    }

    [Fact]
    public async Task EmptyText_OldBuild_CrashesTheEngine()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync(static options => options.Faults.CrashOnEmptyEmbedding = true);
        using Api api = new(lmStudio);

        Api.Reply reply = await api.PostAsync(Path, $$"""{"model":"{{Model}}","input":["One",""]}""");

        Assert.Equal(500, reply.Status);
        Assert.Contains("Failed to decode batch! Error: n_tokens = 0", (string?)reply.Json["error"], StringComparison.Ordinal);
    }

    private static async Task<List<float[]>> EmbedAsync(Api api, params string[] texts)
    {
        string input = System.Text.Json.JsonSerializer.Serialize(texts);
        Api.Reply reply = await api.PostAsync(Path, $$"""{"model":"{{Model}}","input":{{input}} }""");
        return [.. reply.Json["data"]!.AsArray().Select(static item => item!["embedding"]!.AsArray().Select(static value => (float)value!).ToArray())];
    }

    private static double Similarity(float[] left, float[] right) => left.Zip(right, static (a, b) => (double)a * b).Sum();
}
