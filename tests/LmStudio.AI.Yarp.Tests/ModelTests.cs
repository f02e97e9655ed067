using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace LmStudio.AI.Yarp.Tests;

/// <summary>Where models are: what is loaded where, lists over all servers, and loads on one of them.</summary>
public class ModelTests
{
    [Fact]
    public async Task Chat_ModelIsLoadedOnOneServer_GoesThere()
    {
        await using GatewayRun run = await GatewayRun.StartAsync(isLoaded: false);
        _ = run.Second.LoadModel(GatewayRun.Model);
        await run.Gateway.PollAsync();

        for (int i = 0; i < 4; i++)
        {
            _ = await run.CreateClient().GetResponseAsync("Hello");
        }

        Assert.Equal([0, 4], [GatewayRun.Chats(run.First), GatewayRun.Chats(run.Second)]);
        Assert.Empty(run.First.LoadedInstances);
    }

    [Theory]
    [InlineData("/api/v1/chat")]
    [InlineData("/v1/chat/completions")]
    public async Task Chats_AtOnce_ModelIsLoadedNowhere_OneServerLoadsIt(string path)
    {
        await using GatewayRun run = await GatewayRun.StartAsync(static options => options.ModelLoadDuration = TimeSpan.FromMilliseconds(300), isLoaded: false);
        object body = path == "/api/v1/chat"
            ? new { model = GatewayRun.Model, input = "Hello" }
            : new { model = GatewayRun.Model, messages = new[] { new { role = "user", content = "Hello" } } };

        _ = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => run.PostAsync(path, body)));

        Assert.Single(run.First.LoadedInstances.Concat(run.Second.LoadedInstances));
    }

    [Fact]
    public async Task Chat_ModelIsOnOneDisk_GoesThere()
    {
        await using GatewayRun run = await GatewayRun.StartAsync(isLoaded: false);
        _ = run.First.DeleteModel(GatewayRun.Model);
        await run.Gateway.PollAsync();

        for (int i = 0; i < 3; i++)
        {
            _ = await run.CreateClient().GetResponseAsync("Hello");
        }

        Assert.Equal([0, 3], [GatewayRun.Chats(run.First), GatewayRun.Chats(run.Second)]);
    }

    [Fact]
    public async Task Chat_LoadFails_TheNextOneTriesTheOtherServer()
    {
        await using GatewayRun run = await GatewayRun.StartAsync(isLoaded: false);
        run.First.Faults.RefuseLoads = true;

        int[] statuses = [
            (await run.PostAsync("/api/v1/chat", new { model = GatewayRun.Model, input = "Hello" })).Status,
            (await run.PostAsync("/api/v1/chat", new { model = GatewayRun.Model, input = "Hello" })).Status,
            (await run.PostAsync("/api/v1/chat", new { model = GatewayRun.Model, input = "Hello" })).Status,
        ];

        Assert.Equal(200, statuses[^1]);
    }

    [Fact]
    public async Task List_IsTheUnionWithWhereEachModelIs()
    {
        await using GatewayRun run = await GatewayRun.StartAsync(isLoaded: false);
        _ = run.First.DeleteModel("google/gemma-3-1b");
        _ = run.Second.LoadModel("google/gemma-3-1b");
        _ = run.First.LoadModel(GatewayRun.Model);
        _ = run.Second.LoadModel(GatewayRun.Model);

        using HttpResponseMessage response = await run.Http.GetAsync("/api/v1/models");
        JsonElement[] models = [.. (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("models").EnumerateArray()];
        JsonElement gemma = models.Single(static model => model.GetProperty("key").GetString() == "google/gemma-3-1b");
        JsonElement qwen = models.Single(static model => model.GetProperty("key").GetString() == GatewayRun.Model);

        Assert.Equal("a, b", response.Headers.GetValues("X-LmStudio-Server").Single());
        Assert.Equal("""["b"]""", gemma.GetProperty("servers").GetRawText().ReplaceLineEndings("").Replace(" ", ""));
        Assert.Equal(["b"], Servers(gemma));
        Assert.Equal(["a", "b"], Servers(qwen));

        static IEnumerable<string?> Servers(JsonElement model) => model.GetProperty("loaded_instances").EnumerateArray().Select(static instance => instance.GetProperty("server").GetString());
    }

    [Fact]
    public async Task List_IsReadByTheConnector()
    {
        await using GatewayRun run = await GatewayRun.StartAsync();
        using LmStudioClient client = new(run.Gateway.Endpoint, apiToken: "");

        IReadOnlyList<LmStudioModel> models = await client.ListModelsAsync();

        Assert.Equal(2, models.Single(static model => model.Key == GatewayRun.Model).LoadedInstances.Count);
    }

    [Theory]
    [InlineData("/v1/models")]
    [InlineData("/api/v0/models")]
    public async Task List_OfOtherEndpoints_IsTheUnion(string path)
    {
        await using GatewayRun run = await GatewayRun.StartAsync();
        _ = run.First.DeleteModel("google/gemma-3-1b");

        JsonElement list = await run.Http.GetFromJsonAsync<JsonElement>(path);
        JsonElement[] models = [.. list.GetProperty("data").EnumerateArray()];

        Assert.Equal("list", list.GetProperty("object").GetString());
        Assert.Equal(models.Length, models.Select(static model => model.GetProperty("id").GetString()).Distinct().Count());
        Assert.Contains(models, static model => model.GetProperty("id").GetString() == "google/gemma-3-1b");
    }

    [Fact]
    public async Task List_OneServerIsDown_IsThatOfTheOther()
    {
        await using GatewayRun run = await GatewayRun.StartAsync();
        await run.First.DisposeAsync();

        using HttpResponseMessage response = await run.Http.GetAsync("/api/v1/models");

        Assert.Equal("b", response.Headers.GetValues("X-LmStudio-Server").Single());
        Assert.NotEmpty((await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("models").EnumerateArray());
    }

    [Fact]
    public async Task List_WithoutToken_IsTheRefusal()
    {
        await using GatewayRun run = await GatewayRun.StartAsync(static options => options.ApiTokens.Add("right"));

        using HttpResponseMessage response = await run.Http.GetAsync("/api/v1/models");

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Contains("API token is required", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Load_WithoutServer_IsRefusedWithWhatToDo()
    {
        await using GatewayRun run = await GatewayRun.StartAsync(isLoaded: false);
        using LmStudioClient client = new(run.Gateway.Endpoint, apiToken: "");

        LmStudioException exception = await Assert.ThrowsAsync<LmStudioException>(() => client.LoadModelAsync(new LmStudioLoadRequest { Model = GatewayRun.Model }));

        Assert.Equal(LmStudioErrorKind.InvalidRequest, exception.Kind);
        Assert.Contains("Specify one in the header X-LmStudio-Server: a, b.", exception.Message);
        Assert.Empty(run.Requests);
    }

    [Theory]
    [InlineData("a", 1, 0)]
    [InlineData("B", 0, 1)]
    public async Task Load_WithServer_LoadsThere(string server, int first, int second)
    {
        await using GatewayRun run = await GatewayRun.StartAsync(isLoaded: false);
        using HttpRequestMessage request = new(HttpMethod.Post, "/api/v1/models/load") { Content = JsonContent.Create(new { model = GatewayRun.Model }) };
        request.Headers.Add("X-LmStudio-Server", server);

        using HttpResponseMessage response = await run.Http.SendAsync(request);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal([first, second], [run.First.LoadedInstances.Count, run.Second.LoadedInstances.Count]);
    }

    [Theory]
    [InlineData("c")]
    [InlineData("a, b")]
    [InlineData("")]
    public async Task Load_WithServerThatIsNone_IsRefused(string server)
    {
        await using GatewayRun run = await GatewayRun.StartAsync(isLoaded: false);
        using HttpRequestMessage request = new(HttpMethod.Post, "/api/v1/models/load") { Content = JsonContent.Create(new { model = GatewayRun.Model }) };
        request.Headers.TryAddWithoutValidation("X-LmStudio-Server", server);

        using HttpResponseMessage response = await run.Http.SendAsync(request);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Empty(run.Requests);
    }

    [Fact]
    public async Task DownloadState_WithServer_IsAskedThere()
    {
        await using GatewayRun run = await GatewayRun.StartAsync();
        using HttpRequestMessage request = new(HttpMethod.Get, "/api/v1/models/download/status/job-1");
        request.Headers.Add("X-LmStudio-Server", "b");

        using HttpResponseMessage response = await run.Http.SendAsync(request);

        Assert.Equal("/api/v1/models/download/status/job-1", Assert.Single(GatewayRun.Requested(run.Second)).Path);
        Assert.Empty(GatewayRun.Requested(run.First));
    }
}
