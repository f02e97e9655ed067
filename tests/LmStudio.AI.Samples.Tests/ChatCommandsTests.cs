using LmStudio.AI.Emulator;

namespace LmStudio.AI.Samples.Tests;

public class ChatCommandsTests
{
    [Fact]
    public async Task Models_ListsThemWithWhatIsLoaded()
    {
        await using LmStudioEmulator server = await LmStudioEmulator.StartAsync();
        _ = server.LoadModel("qwen/qwen3-8b", 5_000);

        string text = await ChatRun.TypeAsync(server, "/models");

        ChatRun.AssertInOrder(text, "qwen/qwen3-8b (loaded)", "qwen/qwen3-8b", "5.0 GB", "loaded (5,000)", "text-embedding-nomic-embed-text-v1.5", "embeddings");
    }

    [Fact]
    public async Task Load_WithContextLength_LoadsAndChoosesTheInstance()
    {
        await using LmStudioEmulator server = await LmStudioEmulator.StartAsync();
        _ = server.LoadModel("qwen/qwen3-8b");

        string text = await ChatRun.TypeAsync(server, "/load qwen/qwen3-8b 8192", "/model");

        ChatRun.AssertInOrder(text, "Loaded as qwen/qwen3-8b:2", "with a context of 8,192 tokens", "The model is qwen/qwen3-8b:2.");
    }

    [Fact]
    public async Task Load_ModelIsLoaded_ChoosesTheInstance()
    {
        await using LmStudioEmulator server = await LmStudioEmulator.StartAsync();
        _ = server.LoadModel("qwen/qwen3-8b", 8192);

        string text = await ChatRun.TypeAsync(server, "/load qwen/qwen3-8b 4096", "/model");

        ChatRun.AssertInOrder(text, "It is already loaded as qwen/qwen3-8b", "with a context of 8,192 tokens", "The model is qwen/qwen3-8b.");
        _ = Assert.Single(server.LoadedInstances);
    }

    [Fact]
    public async Task Load_ServerAdjustsTheContext_SaysSo()
    {
        await using LmStudioEmulator server = await LmStudioEmulator.StartAsync(options => options.Models.Add(new EmulatorModel { Key = "acme/mlx", FixedContextLength = 4096 }));

        ChatRun.AssertInOrder(await ChatRun.TypeAsync(server, "/load acme/mlx 8192"), "LM Studio did not apply a requested setting", "requested 8192, applied 4096.");
    }

    [Fact]
    public async Task Load_ModelIsNotThere_ShowsTheErrorAndGoesOn()
    {
        await using LmStudioEmulator server = await LmStudioEmulator.StartAsync();

        string text = await ChatRun.TypeAsync(server, "/load no/such-model", "/new");

        ChatRun.AssertInOrder(text, "no/such-model", "A new conversation.");
    }

    [Theory]
    [InlineData("/load")]
    [InlineData("/load model many")]
    [InlineData("/load model -1")]
    [InlineData("/download")]
    [InlineData("/mcp label")]
    [InlineData("/reasoning much")]
    [InlineData("/unload")]
    public async Task Command_WrongArguments_ShowsUsage(string line)
    {
        await using LmStudioEmulator server = await LmStudioEmulator.StartAsync();

        Assert.Contains($"Usage: {line.Split(' ')[0]} <", await ChatRun.TypeAsync(server, line), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Unload_Instance_UnloadsIt()
    {
        await using LmStudioEmulator server = await LmStudioEmulator.StartAsync();
        _ = server.LoadModel("qwen/qwen3-8b");

        string text = await ChatRun.TypeAsync(server, "/unload qwen/qwen3-8b");

        Assert.Contains("Unloaded qwen/qwen3-8b.", text, StringComparison.Ordinal);
        Assert.Empty(server.LoadedInstances);
    }

    [Fact]
    public async Task Unload_InstanceIsNotLoaded_SaysSo()
    {
        await using LmStudioEmulator server = await LmStudioEmulator.StartAsync();

        Assert.Contains("No instance qwen/qwen3-8b is loaded.", await ChatRun.TypeAsync(server, "/unload qwen/qwen3-8b"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Download_NewModel_DownloadsIt()
    {
        await using LmStudioEmulator server = await LmStudioEmulator.StartAsync(options => options.DownloadDuration = TimeSpan.FromMilliseconds(10));

        string text = await ChatRun.TypeAsync(server, "/download https://huggingface.co/someone/small-1b Q4_K_M");

        ChatRun.AssertInOrder(text, "Downloaded https://huggingface.co/someone/small-1b");
        Assert.Contains(server.Models, model => model.Key.Contains("small-1b", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Download_Fails_SaysSo()
    {
        await using LmStudioEmulator server = await LmStudioEmulator.StartAsync(options => options.Faults.FailDownloads = true);

        ChatRun.AssertInOrder(await ChatRun.TypeAsync(server, "/download qwen/qwen3-14b"), "The download of 'qwen/qwen3-14b' (job ", "has failed.");
    }

    [Fact]
    public async Task Settings_AreSentWithTheNextMessage()
    {
        await using LmStudioEmulator server = await LmStudioEmulator.StartAsync(options =>
        {
            options.AllowPluginCalls = true;
            options.Plugins.Add(new EmulatorPlugin("mcp/files"));
        });

        _ = await ChatRun.TypeAsync(server, "/model openai/gpt-oss-20b", "/reasoning low", "/system Be brief.", "/mcp files mcp/files", "Hello");

        string body = server.Requests.Single(request => request.Path == "/api/v1/chat").Body;
        Assert.Contains("\"model\":\"openai/gpt-oss-20b\"", body, StringComparison.Ordinal);
        Assert.Contains("\"reasoning\":\"low\"", body, StringComparison.Ordinal);
        Assert.Contains("\"system_prompt\":\"Be brief.\"", body, StringComparison.Ordinal);
        Assert.Contains("\"id\":\"mcp/files\"", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Unknown_PointsToHelp()
    {
        await using LmStudioEmulator server = await LmStudioEmulator.StartAsync();

        string text = await ChatRun.TypeAsync(server, "/unknown", "/help");

        ChatRun.AssertInOrder(text, "There is no command /unknown.", "/load <model> [context length]", "/exit");
    }
}
