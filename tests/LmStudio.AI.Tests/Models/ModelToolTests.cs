using LmStudio.AI.Emulator;
using Microsoft.Extensions.AI;
using static LmStudio.AI.Tests.ModelToolCalls;

namespace LmStudio.AI.Tests;

public class ModelToolTests
{
    private const string Model = "qwen/qwen3-8b";

    private readonly InstantTimeProvider _clock = new();

    [Fact]
    public void Create_Defaults_AskForDownloadsAndForUnloadingWhatOthersLoaded()
    {
        using LmStudioClient client = new(new Uri("http://127.0.0.1:9"), "");

        IReadOnlyList<AIFunction> tools = LmStudioModelTools.Create(client);

        Assert.Equal(
            ["list_models", "get_model", "load_model", "unload_model", "unload_other_model (approval)", "download_model (approval)", "get_download_status"],
            tools.Select(Describe));
        Assert.All(tools, static tool => Assert.True(tool.Description.Length > 40));
    }

    [Fact]
    public void Create_NothingThatCosts_OnlyLooks()
    {
        using LmStudioClient client = new(new Uri("http://127.0.0.1:9"), "");

        IReadOnlyList<AIFunction> tools = LmStudioModelTools.Create(client, new()
        {
            Load = LmStudioModelToolPermission.Omitted,
            Unload = LmStudioModelToolPermission.Omitted,
            UnloadOthers = LmStudioModelToolPermission.Omitted,
            Download = LmStudioModelToolPermission.Omitted,
        });

        Assert.Equal(["list_models", "get_model"], tools.Select(Describe));
    }

    [Theory]
    [InlineData(LmStudioModelToolPermission.Allowed, "unload_model")]
    [InlineData(LmStudioModelToolPermission.ApprovalRequired, "unload_model (approval)")]
    public void Create_SamePermissionForAllInstances_HasOneToolForThem(LmStudioModelToolPermission permission, string expected)
    {
        using LmStudioClient client = new(new Uri("http://127.0.0.1:9"), "");

        IReadOnlyList<AIFunction> tools = LmStudioModelTools.Create(client, new()
        {
            Load = LmStudioModelToolPermission.ApprovalRequired,
            Unload = permission,
            UnloadOthers = permission,
            Download = LmStudioModelToolPermission.Allowed,
        });

        Assert.Equal(["list_models", "get_model", "load_model (approval)", expected, "download_model", "get_download_status"], tools.Select(Describe));
    }

    [Fact]
    public void JsonSchema_LimitedToModels_NamesThem()
    {
        using LmStudioClient client = new(new Uri("http://127.0.0.1:9"), "");

        AIFunction load = LmStudioModelTools.Create(client, new() { Models = [Model] }).Single(static tool => tool.Name == "load_model");

        Json.Equal(
            """
            {"type":"object","properties":{
                "model":{"type":"string","description":"The exact model key from list_models.","enum":["qwen/qwen3-8b"]},
                "context_length":{"type":"integer","description":"The required context length, in tokens. Omit it for the server's default; a large one takes much memory."}},
             "required":["model"],"additionalProperties":false}
            """,
            load.JsonSchema.GetRawText());
    }

    [Fact]
    public async Task LoadModel_NotLoaded_LoadsAndTellsTheInstance()
    {
        await using LmStudioEmulator server = await StartAsync();
        using LmStudioClient client = new(server.Endpoint, "");

        Json.Equal(
            """{"instance":"qwen/qwen3-8b","status":"loaded","context_length":8192,"seconds":0}""",
            await CallAsync(client, "load_model", """{"model":"qwen/qwen3-8b","context_length":"8192"}"""));
    }

    [Fact]
    public async Task LoadModel_Loaded_IsReused()
    {
        await using LmStudioEmulator server = await StartAsync();
        using LmStudioClient client = new(server.Endpoint, "");
        _ = server.LoadModel(Model);

        Json.Equal(
            """{"instance":"qwen/qwen3-8b","status":"was_loaded_already","context_length":4096}""",
            await CallAsync(client, "load_model", """{"model":"qwen/qwen3-8b"}"""));
    }

    [Fact]
    public async Task LoadModel_Adjusted_WarnsAgainstLoadingAgain()
    {
        await using LmStudioEmulator server = await StartAsync(static options => options.Models.Add(new() { Key = "acme/adjusted", FixedContextLength = 8192 }));
        using LmStudioClient client = new(server.Endpoint, "");

        Json.Equal(
            """
            {"instance":"acme/adjusted","status":"loaded","context_length":8192,"seconds":0,"differences":["context_length: requested 16384, applied 8192"],
             "warning":"The server did not apply the requested settings. Loading again would not change that."}
            """,
            await CallAsync(client, "load_model", """{"model":"acme/adjusted","context_length":16384}"""));
    }

    [Fact]
    public async Task LoadModel_Refused_SaysWhy()
    {
        await using LmStudioEmulator server = await StartAsync(static options => options.Faults.RefuseLoads = true);
        using LmStudioClient client = new(server.Endpoint, "");

        string result = await CallAsync(client, "load_model", """{"model":"qwen/qwen3-8b"}""");

        Assert.StartsWith("""{"error":"LM Studio at """, result);
        Assert.Contains("insufficient system resources. Unload other models", result);
    }

    [Theory]
    [InlineData("{}", "The argument 'model' is missing.")]
    [InlineData("""{"model":null}""", "The argument 'model' is missing.")]
    [InlineData("""{"model":"qwen/qwen3-8b","context_length":"much"}""", "The argument 'context_length' is 'much', which is not a positive whole number.")]
    [InlineData("""{"model":"qwen/qwen3-8b","context_length":-1}""", "The argument 'context_length' is '-1', which is not a positive whole number.")]
    public async Task LoadModel_WrongArguments_SaysSo(string arguments, string expected)
    {
        await using LmStudioEmulator server = await StartAsync();
        using LmStudioClient client = new(server.Endpoint, "");

        Json.Equal($$"""{"error":"{{expected}}"}""", await CallAsync(client, "load_model", arguments));
    }

    [Theory]
    [InlineData("load_model", """{"model":"openai/gpt-oss-20b"}""")]
    [InlineData("load_model", """{"model":"openai/gpt-oss-20b@mxfp4"}""")]
    [InlineData("unload_other_model", """{"instance":"openai/gpt-oss-20b"}""")]
    [InlineData("download_model", """{"model":"openai/gpt-oss-20b"}""")]
    public async Task AnyTool_ModelThatIsNotAllowed_Refuses(string name, string arguments)
    {
        await using LmStudioEmulator server = await StartAsync();
        using LmStudioClient client = new(server.Endpoint, "");
        _ = server.LoadModel("openai/gpt-oss-20b");
        IReadOnlyList<AIFunction> tools = LmStudioModelTools.Create(client, new() { Models = [Model] });

        string result = await CallAsync(tools, name, arguments);

        Assert.StartsWith("""{"error":"You may not do this with 'openai/gpt-oss-20b""", result);
        Assert.EndsWith("""The models that you may use are: qwen/qwen3-8b."}""", result);
        Assert.All(server.Requests, static request => Assert.Equal("GET", request.Method));
    }

    [Fact]
    public async Task UnloadModel_LoadedByTheTools_Unloads()
    {
        await using LmStudioEmulator server = await StartAsync();
        using LmStudioClient client = new(server.Endpoint, "");
        IReadOnlyList<AIFunction> tools = LmStudioModelTools.Create(client);
        _ = await CallAsync(tools, "load_model", """{"model":"qwen/qwen3-8b"}""");
        _ = await CallAsync(tools, "load_model", """{"model":"qwen/qwen3-8b"}""");

        Json.Equal("""{"unloaded":"qwen/qwen3-8b"}""", await CallAsync(tools, "unload_model", """{"instance":"qwen/qwen3-8b"}"""));

        Assert.Empty(server.LoadedInstances);
    }

    [Fact]
    public async Task UnloadModel_LoadedByOthers_LeavesIt()
    {
        await using LmStudioEmulator server = await StartAsync();
        using LmStudioClient client = new(server.Endpoint, "");
        IReadOnlyList<AIFunction> tools = LmStudioModelTools.Create(client);
        _ = server.LoadModel(Model);
        _ = await CallAsync(tools, "load_model", """{"model":"qwen/qwen3-8b"}""");

        Json.Equal(
            """{"error":"'qwen/qwen3-8b' was not loaded by you, or others use it too, so unload_model does not unload it."}""",
            await CallAsync(tools, "unload_model", """{"instance":"qwen/qwen3-8b"}"""));
        Json.Equal("""{"unloaded":"qwen/qwen3-8b"}""", await CallAsync(tools, "unload_other_model", """{"instance":"qwen/qwen3-8b"}"""));
    }

    [Fact]
    public async Task UnloadModel_ProgramUsesItToo_LeavesIt()
    {
        await using LmStudioEmulator server = await StartAsync();
        using LmStudioClient client = new(server.Endpoint, "");
        IReadOnlyList<AIFunction> tools = LmStudioModelTools.Create(client);
        _ = await CallAsync(tools, "load_model", """{"model":"qwen/qwen3-8b"}""");
        await using LmStudioModelLease lease = await client.LeaseModelAsync(Model);

        Json.Equal(
            """{"not_unloaded":"qwen/qwen3-8b","note":"Another part of this program uses it, so it stays loaded."}""",
            await CallAsync(tools, "unload_model", """{"instance":"qwen/qwen3-8b"}"""));

        _ = Assert.Single(server.LoadedInstances);
    }

    [Fact]
    public async Task UnloadModel_UnknownInstance_ListsWhatIsLoaded()
    {
        await using LmStudioEmulator server = await StartAsync();
        using LmStudioClient client = new(server.Endpoint, "");
        _ = server.LoadModel("openai/gpt-oss-20b");

        Json.Equal(
            """{"error":"No instance 'qwen/qwen3-8b' is loaded, so there is nothing to unload. Loaded are: openai/gpt-oss-20b."}""",
            await CallAsync(client, "unload_model", """{"instance":"qwen/qwen3-8b"}"""));
    }

    [Fact]
    public async Task AnyTool_Cancelled_IsCancellation()
    {
        await using LmStudioEmulator server = await StartAsync();
        using LmStudioClient client = new(server.Endpoint, "");
        AIFunction list = LmStudioModelTools.Create(client)[0];

        _ = await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await list.InvokeAsync(new(), new CancellationToken(canceled: true)));
    }

    [Fact]
    public void Create_NoClient_Throws() => Assert.Throws<ArgumentNullException>("client", static () => LmStudioModelTools.Create(null!));

    private static string Describe(AIFunction tool) => tool.Name + (tool.GetService<ApprovalRequiredAIFunction>() is null ? "" : " (approval)");

    private Task<LmStudioEmulator> StartAsync(Action<LmStudioEmulatorOptions>? configure = null) => LmStudioEmulator.StartAsync(options =>
    {
        options.TimeProvider = _clock;
        configure?.Invoke(options);
    });
}
