using LmStudio.AI.Emulator;

namespace LmStudio.AI.Tests;

public class EnsureLoadedTests
{
    private const string Model = "qwen/qwen3-8b";
    private const string LoadRoute = "POST /api/v1/models/load";

    [Fact]
    public async Task EnsureModelLoaded_NothingLoaded_Loads()
    {
        await using LmStudioEmulator server = await LmStudioEmulator.StartAsync();
        using LmStudioClient client = new(server.Endpoint, "");

        LmStudioLoadedModel loaded = await client.EnsureModelLoadedAsync(new LmStudioLoadRequest { Model = Model, ContextLength = 16384, FlashAttention = false });

        Assert.Equal((Model, Model, true, true), (loaded.ModelKey, loaded.InstanceId, loaded.IsNewlyLoaded, loaded.MeetsRequest));
        Assert.Equal((16384, false, 4), (loaded.Config!.ContextLength, loaded.Config.FlashAttention, loaded.Config.Parallel));
        Assert.Empty(loaded.Differences);
        Assert.Empty(loaded.OtherInstances);
        Assert.NotNull(loaded.LoadTime);
        Assert.Null(loaded.TimeToLive);
        Json.Equal("""{"model":"qwen/qwen3-8b","context_length":16384,"flash_attention":false,"echo_load_config":true}""", Loads(server).Single().Body);
        Assert.Equal("qwen/qwen3-8b, loaded, context 16384", loaded.ToString());
    }

    [Fact]
    public async Task EnsureModelLoaded_LoadedByOthers_IsReused()
    {
        await using LmStudioEmulator server = await LmStudioEmulator.StartAsync();
        using LmStudioClient client = new(server.Endpoint, "");
        _ = server.LoadModel(Model);

        LmStudioLoadedModel loaded = await client.EnsureModelLoadedAsync(Model);

        Assert.Equal((Model, false, null), (loaded.InstanceId, loaded.IsNewlyLoaded, loaded.LoadTime));
        Assert.Empty(Loads(server));
    }

    [Fact]
    public async Task EnsureModelLoaded_LongerContextIsThere_IsReusedAndTold()
    {
        await using LmStudioEmulator server = await LmStudioEmulator.StartAsync();
        using LmStudioClient client = new(server.Endpoint, "");
        _ = server.LoadModel(Model, 32768);

        LmStudioLoadedModel loaded = await client.EnsureModelLoadedAsync(new LmStudioLoadRequest { Model = Model, ContextLength = 8192 });

        Assert.Equal((false, true), (loaded.IsNewlyLoaded, loaded.MeetsRequest));
        Assert.Equal("qwen/qwen3-8b, reused, context 32768; context_length: requested 8192, applied 32768", loaded.ToString());
    }

    [Fact]
    public async Task EnsureModelLoaded_ShorterContextIsThere_LoadsAnother()
    {
        await using LmStudioEmulator server = await LmStudioEmulator.StartAsync();
        using LmStudioClient client = new(server.Endpoint, "");
        _ = server.LoadModel(Model, 4096);

        LmStudioLoadedModel loaded = await client.EnsureModelLoadedAsync(new LmStudioLoadRequest { Model = Model, ContextLength = 8192 });

        Assert.Equal(("qwen/qwen3-8b:2", true, 8192), (loaded.InstanceId, loaded.IsNewlyLoaded, loaded.Config!.ContextLength));
        Assert.Equal([Model], loaded.OtherInstances);
    }

    [Fact]
    public async Task EnsureModelLoaded_SeveralFit_TakesTheOneNamed()
    {
        await using LmStudioEmulator server = await LmStudioEmulator.StartAsync();
        using LmStudioClient client = new(server.Endpoint, "");
        _ = server.LoadModel(Model);
        _ = server.LoadModel(Model);

        Assert.Equal("qwen/qwen3-8b:2", (await client.EnsureModelLoadedAsync("qwen/qwen3-8b:2")).InstanceId);
        Assert.Equal("qwen/qwen3-8b", (await client.EnsureModelLoadedAsync(Model)).InstanceId);
    }

    // An instance that a chat has loaded unloads itself.
    [Fact]
    public async Task EnsureModelLoaded_OneStaysAndOneDoesNot_TakesTheOneThatStays()
    {
        using VerbatimHttpHandler handler = new VerbatimHttpHandler().ExpectModels(
            """
            {"models":[{"type":"llm","key":"m","loaded_instances":[
                {"id":"m","config":{"context_length":4096},"remaining_ttl_seconds":3000},
                {"id":"m:2","config":{"context_length":4096}}]}]}
            """);

        LmStudioLoadedModel loaded = await Clients.Create(handler).EnsureModelLoadedAsync("m");

        Assert.Equal(("m:2", null), (loaded.InstanceId, loaded.TimeToLive));
        Assert.Equal(["m"], loaded.OtherInstances);
    }

    [Fact]
    public async Task EnsureModelLoaded_OnlyOneThatUnloadsItself_IsReusedAndTold()
    {
        using VerbatimHttpHandler handler = new VerbatimHttpHandler().ExpectModels(
            """{"models":[{"type":"llm","key":"m","loaded_instances":[{"id":"m","config":{"context_length":4096},"remaining_ttl_seconds":3000}]}]}""");

        Assert.Equal(TimeSpan.FromSeconds(3000), (await Clients.Create(handler).EnsureModelLoadedAsync("m")).TimeToLive);
    }

    // protocol.md, "Load": MLX models keep a context of their own, whatever is asked for.
    [Fact]
    public async Task EnsureModelLoaded_ServerAdjustsTheContext_IsTold()
    {
        await using LmStudioEmulator server = await StartAsync(new() { Key = "acme/adjusted", FixedContextLength = 8192 });
        using LmStudioClient client = new(server.Endpoint, "");

        LmStudioLoadedModel loaded = await client.EnsureModelLoadedAsync(new LmStudioLoadRequest { Model = "acme/adjusted", ContextLength = 16384 });

        Assert.False(loaded.MeetsRequest);
        LmStudioLoadDifference difference = Assert.Single(loaded.Differences);
        Assert.Equal(("context_length", "16384", "8192", true), (difference.Setting, difference.Requested, difference.Applied, difference.FallsShort));
    }

    [Fact]
    public async Task EnsureModelLoaded_AdjustedAndAskedAgain_LoadsNoSecond()
    {
        await using LmStudioEmulator server = await StartAsync(new() { Key = "acme/adjusted", FixedContextLength = 8192 });
        using LmStudioClient client = new(server.Endpoint, "");
        LmStudioLoadRequest request = new() { Model = "acme/adjusted", ContextLength = 16384 };
        _ = await client.EnsureModelLoadedAsync(request);

        LmStudioLoadedModel again = await client.EnsureModelLoadedAsync(request);

        Assert.Equal(("acme/adjusted", false, false), (again.InstanceId, again.IsNewlyLoaded, again.MeetsRequest));
        _ = Assert.Single(Loads(server));
    }

    [Fact]
    public async Task EnsureModelLoaded_MoreThanTheModelHas_ReusesTheLongest()
    {
        await using LmStudioEmulator server = await LmStudioEmulator.StartAsync();
        using LmStudioClient client = new(server.Endpoint, "");
        _ = server.LoadModel(Model, 40_960);

        LmStudioLoadedModel loaded = await client.EnsureModelLoadedAsync(new LmStudioLoadRequest { Model = Model, ContextLength = 1_000_000 });

        Assert.Equal((Model, false, false), (loaded.InstanceId, loaded.IsNewlyLoaded, loaded.MeetsRequest));
    }

    [Fact]
    public async Task EnsureModelLoaded_ServerEchoesNothing_ReadsBackTheList()
    {
        using VerbatimHttpHandler handler = new VerbatimHttpHandler()
            .ExpectModels("""{"models":[{"type":"llm","key":"m","loaded_instances":[]}]}""")
            .Expect(LoadRoute, """{"model":"m","context_length":8192,"echo_load_config":true}""", Answer.Json("""{"instance_id":"m","status":"loaded"}"""))
            .ExpectModels("""{"models":[{"type":"llm","key":"m","loaded_instances":[{"id":"m","config":{"context_length":4096}}]}]}""");

        LmStudioLoadedModel loaded = await Clients.Create(handler).EnsureModelLoadedAsync(new LmStudioLoadRequest { Model = "m", ContextLength = 8192 });

        Assert.Equal(["context_length: requested 8192, applied 4096"], loaded.Differences.Select(static difference => difference.ToString()));
    }

    [Fact]
    public async Task EnsureModelLoaded_ListFailsAfterTheLoad_StillReturnsTheInstance()
    {
        using VerbatimHttpHandler handler = new VerbatimHttpHandler()
            .ExpectModels("""{"models":[{"type":"llm","key":"m","loaded_instances":[]}]}""")
            .Expect(LoadRoute, "*", Answer.Json("""{"instance_id":"m","status":"loaded","load_config":{"context_length":8192}}"""))
            .Expect("GET /api/v1/models", null, Answer.Json("", 500));

        Assert.Equal("m, loaded, context 8192", (await Clients.Create(handler).EnsureModelLoadedAsync("m")).ToString());
    }

    [Fact]
    public async Task EnsureModelLoaded_AnotherClientLoadsAtTheSameTime_TellsOfIt()
    {
        await using LmStudioEmulator server = await LmStudioEmulator.StartAsync();
        InterceptingHandler handler = new();
        handler.Before = route =>
        {
            if (route == LoadRoute)
            {
                _ = server.LoadModel(Model);
            }

            return Task.CompletedTask;
        };
        using LmStudioClient client = handler.CreateClient(server.Endpoint);

        LmStudioLoadedModel loaded = await client.EnsureModelLoadedAsync(Model);

        Assert.Equal(("qwen/qwen3-8b:2", true), (loaded.InstanceId, loaded.IsNewlyLoaded));
        Assert.Equal([Model], loaded.OtherInstances);
    }

    [Fact]
    public async Task EnsureModelLoaded_InstanceHasVanished_LoadsAnew()
    {
        await using LmStudioEmulator server = await LmStudioEmulator.StartAsync();
        using LmStudioClient client = new(server.Endpoint, "");
        _ = await client.EnsureModelLoadedAsync(Model);
        _ = server.UnloadModel(Model);

        Assert.True((await client.EnsureModelLoadedAsync(Model)).IsNewlyLoaded);
        _ = Assert.Single(server.LoadedInstances);
    }

    // protocol.md, "Load": a load takes the key, not a variant.
    [Fact]
    public async Task EnsureModelLoaded_SelectedVariant_IsLoadedByItsKey()
    {
        await using LmStudioEmulator server = await LmStudioEmulator.StartAsync();
        using LmStudioClient client = new(server.Endpoint, "");

        LmStudioLoadedModel loaded = await client.EnsureModelLoadedAsync("qwen/qwen3-8b@q4_k_m");

        Assert.Equal(Model, loaded.InstanceId);
        Assert.Contains("\"model\":\"qwen/qwen3-8b\"", Loads(server).Single().Body);
    }

    [Fact]
    public async Task EnsureModelLoaded_Loaded_ChatsSeeTheInstance()
    {
        await using LmStudioEmulator server = await LmStudioEmulator.StartAsync();
        using LmStudioClient client = new(server.Endpoint, "");
        Assert.Empty((await client.Models.FindAsync(Model, default))!.LoadedInstances);

        _ = await client.EnsureModelLoadedAsync(Model);

        Assert.Equal(Model, await client.Models.GetOnlyLoadedAsync(default));
    }

    private static Task<LmStudioEmulator> StartAsync(EmulatorModel model) => LmStudioEmulator.StartAsync(options => options.Models.Add(model));

    private static IEnumerable<EmulatorRequest> Loads(LmStudioEmulator server) => server.Requests.Where(static request => request.Path == "/api/v1/models/load");
}
