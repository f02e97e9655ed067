using LmStudio.AI.Emulator;
using Microsoft.Extensions.AI;

namespace LmStudio.AI.Tests;

/// <summary>Models of a server, and which of them answer (docs/protocol.md, "Which model responds", "Load", "Download").</summary>
public class ModelManagementTests
{
    [Fact]
    public async Task GetStreamingResponse_ModelNotLoaded_TellsLoadProgress()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        using LmStudioChatClient client = lmStudio.CreateChatClient();

        List<ChatResponseUpdate> updates = [];
        await foreach (ChatResponseUpdate update in client.GetStreamingResponseAsync("Hi"))
        {
            updates.Add(update);
        }

        LmStudioProgress[] loading = [.. updates.Select(static update => update.Progress).OfType<LmStudioProgress>().Where(static progress => progress.Kind == LmStudioProgressKind.ModelLoad)];
        Assert.Equal((0d, 1d), (loading[0].Fraction, loading[^1].Fraction));
        Assert.All(loading, static progress => Assert.Equal(EmulatorClients.Model, progress.InstanceId));
        Assert.NotNull(updates.ToChatResponse().Stats!.ModelLoadTimeSeconds);
        Assert.Equal(EmulatorClients.Model, Assert.Single(lmStudio.LoadedInstances).Id);
    }

    [Fact]
    public async Task GetResponse_ContextLength_IsThatOfTheLoad()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        using LmStudioChatClient client = lmStudio.CreateChatClient();

        _ = await client.GetResponseAsync("Hi", new() { ContextLength = 2048 });

        Assert.Equal(2048, Assert.Single(lmStudio.LoadedInstances).ContextLength);
        LmStudioModel model = (await client.GetService<LmStudioClient>()!.ListModelsAsync()).Single(static model => model.Key == EmulatorClients.Model);
        Assert.Equal(2048, Assert.Single(model.LoadedInstances).Config!.ContextLength);
    }

    [Fact]
    public async Task GetResponse_NoModelNamed_TakesTheOnlyLoadedOne()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        _ = lmStudio.LoadModel("google/gemma-3-1b");
        using LmStudioChatClient client = new(lmStudio.Endpoint, apiToken: "");

        ChatResponse response = await client.GetResponseAsync("Hi");

        Assert.Equal("google/gemma-3-1b", response.ModelId);
    }

    [Fact]
    public async Task GetResponse_UnknownModel_IsModelNotFound()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        using LmStudioChatClient client = lmStudio.CreateChatClient("nobody/nothing");

        LmStudioException exception = await Assert.ThrowsAsync<LmStudioException>(() => client.GetResponseAsync("Hi"));

        Assert.Equal(LmStudioErrorKind.ModelNotFound, exception.Kind);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task AnyChat_LoadRefused_IsModelLoadFailed(bool stream)
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        lmStudio.Faults.RefuseLoads = true;
        using LmStudioChatClient client = lmStudio.CreateChatClient();

        LmStudioException exception = await Assert.ThrowsAsync<LmStudioException>(() => stream ? client.GetStreamingResponseAsync("Hi").ToChatResponseAsync() : client.GetResponseAsync("Hi"));

        Assert.Equal(LmStudioErrorKind.ModelLoadFailed, exception.Kind);
    }

    [Fact]
    public async Task LoadModel_Twice_MakesTwoInstancesToUnload()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        using LmStudioClient client = lmStudio.CreateClient();

        LmStudioLoadResult first = await client.LoadModelAsync(new() { Model = EmulatorClients.Model, ContextLength = 8192, EchoLoadConfig = true });
        LmStudioLoadResult second = await client.LoadModelAsync(new() { Model = EmulatorClients.Model });

        Assert.Equal(("qwen/qwen3-8b", 8192), (first.InstanceId, first.LoadConfig!.ContextLength));
        Assert.Equal("qwen/qwen3-8b:2", second.InstanceId);
        Assert.Equal("qwen/qwen3-8b:2", await client.UnloadModelAsync("qwen/qwen3-8b:2"));
        Assert.Equal("qwen/qwen3-8b", Assert.Single(lmStudio.LoadedInstances).Id);

        LmStudioException exception = await Assert.ThrowsAsync<LmStudioException>(() => client.UnloadModelAsync("qwen/qwen3-8b:2"));
        Assert.Equal((LmStudioErrorKind.ModelNotFound, "model_not_found"), (exception.Kind, exception.ErrorType));
    }

    [Fact]
    public async Task DownloadModel_NewModel_CompletesAndIsListed()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync(static options => options.DownloadDuration = TimeSpan.Zero);
        using LmStudioClient client = lmStudio.CreateClient();

        LmStudioDownload download = await client.DownloadModelAsync("ibm/granite-4-micro");
        LmStudioDownload status = await client.GetDownloadStatusAsync(download.JobId!);

        Assert.Equal(("completed", download.JobId), (status.Status, status.JobId));
        Assert.Contains(await client.ListModelsAsync(), static model => model.Key == "ibm/granite-4-micro");
        Assert.Equal("already_downloaded", (await client.DownloadModelAsync("ibm/granite-4-micro")).Status);
    }

    [Fact]
    public async Task GetDownloadStatus_UnknownJob_IsDownloadNotFound()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        using LmStudioClient client = lmStudio.CreateClient();

        LmStudioException exception = await Assert.ThrowsAsync<LmStudioException>(() => client.GetDownloadStatusAsync("job_0000000000"));

        Assert.Equal(LmStudioErrorKind.DownloadNotFound, exception.Kind);
    }

    [Fact]
    public async Task IsLmStudio_Emulator_IsTrue()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        using LmStudioClient client = lmStudio.CreateClient();

        Assert.True(await client.IsLmStudioAsync());
    }
}
