using System.Text.Json.Nodes;

namespace LmStudio.AI.Emulator.Tests;

public sealed class JustInTimeTests
{
    [Theory]
    [InlineData("qwen/qwen3-8b")]
    [InlineData("qwen/qwen3-8b@q4_k_m")]
    [InlineData("qwen3-8b")]
    public async Task Chat_AnyNameOfAModel_LoadsIt(string name)
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        using Api api = new(lmStudio);

        Api.Reply reply = await api.ChatAsync($$"""{"model":"{{name}}","input":"Hi"}""");

        Assert.Equal("qwen/qwen3-8b", (string?)reply.Json["model_instance_id"]);
        Assert.True(Assert.Single(lmStudio.LoadedInstances).LoadedJustInTime);
    }

    [Fact]
    public async Task Chat_InstanceId_GoesToThatInstance()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        using Api api = new(lmStudio);
        lmStudio.LoadModel("qwen/qwen3-8b");
        string second = lmStudio.LoadModel("qwen/qwen3-8b");

        Api.Reply reply = await api.ChatAsync($$"""{"model":"{{second}}","input":"Hi"}""");

        Assert.Equal("qwen/qwen3-8b:2", (string?)reply.Json["model_instance_id"]);
    }

    [Fact]
    public async Task Chat_ContextLength_AppliesToTheLoadAndNotToALoadedInstance()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        using Api api = new(lmStudio);

        await api.ChatAsync("""{"model":"qwen/qwen3-8b","input":"Hi","context_length":8192}""");
        await api.ChatAsync("""{"model":"qwen/qwen3-8b","input":"Hi","context_length":16384}""");

        Assert.Equal(8192, Assert.Single(lmStudio.LoadedInstances).ContextLength);
        Api.Reply models = await api.GetAsync("/api/v1/models");
        Assert.Equal(8192, (int)models.Json["models"]![0]!["loaded_instances"]![0]!["config"]!["context_length"]!);
    }

    [Fact]
    public async Task Chat_NothingLoadedAndJustInTimeOff_IsRefused()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync(static options => options.JustInTimeLoading = false);
        using Api api = new(lmStudio);

        Api.Reply reply = await api.ChatAsync("""{"model":"qwen/qwen3-8b","input":"Hi"}""");

        Assert.Equal(400, reply.Status);
        Assert.Equal("No models loaded. Please load a model in the developer page or use the 'lms load' command.", (string?)reply.Json["error"]!["message"]);
    }

    [Fact]
    public async Task Chat_AnotherModelLoadedAndJustInTimeOff_IsNotFound()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync(static options => options.JustInTimeLoading = false);
        using Api api = new(lmStudio);
        lmStudio.LoadModel("google/gemma-3-1b");

        Assert.Equal(404, (await api.ChatAsync("""{"model":"qwen/qwen3-8b","input":"Hi"}""")).Status);
        Assert.Equal(200, (await api.ChatAsync("""{"model":"google/gemma-3-1b","input":"Hi"}""")).Status);
    }

    [Fact]
    public async Task List_InstanceLoadedByAChat_HasItsTimeToLive()
    {
        ManualTimeProvider clock = new();
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync(options =>
        {
            options.TimeProvider = clock;
            options.ModelLoadDuration = TimeSpan.Zero;
        });
        using Api api = new(lmStudio);
        await api.ChatAsync("""{"model":"google/gemma-3-1b","input":"Hi"}""");
        lmStudio.LoadModel("qwen/qwen3-8b");

        clock.Advance(TimeSpan.FromMinutes(10));

        JsonNode models = (await api.GetAsync("/api/v1/models")).Json["models"]!;
        Assert.Equal(3000, (int)models[4]!["loaded_instances"]![0]!["remaining_ttl_seconds"]!);
        Assert.False(models[0]!["loaded_instances"]![0]!.AsObject().ContainsKey("remaining_ttl_seconds"));
    }

    [Fact]
    public async Task LoadedInstances_AnHourAfterTheLastUse_HasOnlyExplicitLoads()
    {
        ManualTimeProvider clock = new();
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync(options =>
        {
            options.TimeProvider = clock;
            options.ModelLoadDuration = TimeSpan.Zero;
        });
        using Api api = new(lmStudio);
        await api.ChatAsync("""{"model":"google/gemma-3-1b","input":"Hi"}""");
        lmStudio.LoadModel("qwen/qwen3-8b");

        clock.Advance(TimeSpan.FromMinutes(40));
        await api.ChatAsync("""{"model":"google/gemma-3-1b","input":"Hi"}""");
        clock.Advance(TimeSpan.FromMinutes(40));
        Assert.Equal(2, lmStudio.LoadedInstances.Count);
        clock.Advance(TimeSpan.FromMinutes(20));
        Assert.Equal("qwen/qwen3-8b", Assert.Single(lmStudio.LoadedInstances).Id);
    }

    [Fact]
    public async Task Chat_SecondModel_ReplacesTheFirstThatAChatLoaded()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        using Api api = new(lmStudio);
        lmStudio.LoadModel("openai/gpt-oss-20b");

        await api.ChatAsync("""{"model":"google/gemma-3-1b","input":"Hi"}""");
        await api.ChatAsync("""{"model":"qwen/qwen3-8b","input":"Hi"}""");

        Assert.Equal(["openai/gpt-oss-20b", "qwen/qwen3-8b"], lmStudio.LoadedInstances.Select(static instance => instance.Id));
    }

    [Fact]
    public async Task Chat_TwoAtOnce_LoadTheModelOnce()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        using Api api = new(lmStudio);

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => api.ChatAsync("""{"model":"qwen/qwen3-8b","input":"Hi"}""")));

        Assert.Single(lmStudio.LoadedInstances);
    }
}
