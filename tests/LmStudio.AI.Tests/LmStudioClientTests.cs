namespace LmStudio.AI.Tests;

public class LmStudioClientTests
{
    [Fact]
    public async Task AnyMethod_NullArgument_Throws()
    {
        using VerbatimHttpHandler handler = new();
        LmStudioClient client = Clients.Create(handler);

        _ = Assert.Throws<ArgumentNullException>("endpoint", () => new LmStudioClient((Uri)null!));
        _ = Assert.Throws<ArgumentNullException>("httpClient", () => new LmStudioClient((HttpClient)null!));
        _ = await Assert.ThrowsAsync<ArgumentNullException>("request", () => client.ChatAsync(null!));
        _ = Assert.Throws<ArgumentNullException>("request", () => client.ChatStreamingAsync(null!));
        _ = await Assert.ThrowsAsync<ArgumentNullException>("request", () => client.LoadModelAsync(null!));
        _ = await Assert.ThrowsAsync<ArgumentNullException>("request.Model", () => client.LoadModelAsync(new()));
        _ = await Assert.ThrowsAsync<ArgumentNullException>("instanceId", () => client.UnloadModelAsync(null!));
        _ = await Assert.ThrowsAsync<ArgumentNullException>("model", () => client.DownloadModelAsync(null!));
        _ = await Assert.ThrowsAsync<ArgumentNullException>("jobId", () => client.GetDownloadStatusAsync(null!));
        _ = Assert.Throws<ArgumentNullException>("client", () => ((LmStudioClient)null!).AsIChatClient());
        _ = Assert.Throws<ArgumentNullException>("content", () => LmStudioInputItem.Text(null!));
        _ = Assert.Throws<ArgumentNullException>("dataUrl", () => LmStudioInputItem.Image(null!));
        _ = Assert.Throws<ArgumentNullException>("serverLabel", () => LmStudioIntegration.EphemeralMcp(null!, new Uri("https://x.test")));
        _ = Assert.Throws<ArgumentNullException>("serverUrl", () => LmStudioIntegration.EphemeralMcp("x", null!));
        _ = Assert.Throws<ArgumentNullException>("id", () => LmStudioIntegration.Plugin(null!));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    public async Task AnyMethod_EmptyArgument_Throws(string empty)
    {
        using VerbatimHttpHandler handler = new();
        LmStudioClient client = Clients.Create(handler);

        _ = await Assert.ThrowsAsync<ArgumentException>("request.Model", () => client.LoadModelAsync(new() { Model = empty }));
        _ = await Assert.ThrowsAsync<ArgumentException>("instanceId", () => client.UnloadModelAsync(empty));
        _ = await Assert.ThrowsAsync<ArgumentException>("model", () => client.DownloadModelAsync(empty));
        _ = await Assert.ThrowsAsync<ArgumentException>("jobId", () => client.GetDownloadStatusAsync(empty));
        _ = Assert.Throws<ArgumentException>("serverLabel", () => LmStudioIntegration.EphemeralMcp(empty, new Uri("https://x.test")));
        _ = Assert.Throws<ArgumentException>("id", () => LmStudioIntegration.Plugin(empty));
    }

    [Fact]
    public void Dispose_InjectedHttpClient_IsNotDisposed()
    {
        using VerbatimHttpHandler handler = new();
        HttpClient httpClient = new(handler);

        new LmStudioClient(httpClient, new() { Endpoint = new Uri("http://lm.test"), ApiToken = "" }).Dispose();

        Assert.False(handler.IsDisposed);
    }

    [Fact]
    public async Task Dispose_OwnHttpClient_IsDisposed()
    {
        LmStudioClient client = new(new Uri("http://127.0.0.1:9"), apiToken: "");

        client.Dispose();
        client.Dispose();

        _ = await Assert.ThrowsAsync<ObjectDisposedException>(() => client.ListModelsAsync());
    }

    // protocol.md, "Base URL and detection": the greeting is how LM Studio's own tools recognize a server.
    [Theory]
    [InlineData(200, """{"lmstudio":true}""", true)]
    [InlineData(200, """{"lmstudio":false}""", false)]
    [InlineData(200, """{"error":"Unexpected endpoint or method. (GET /lmstudio-greeting)"}""", false)]
    [InlineData(200, "<html>Ollama is running</html>", false)]
    [InlineData(404, "404 page not found", false)]
    [InlineData(500, "", false)]
    [InlineData(401, """{"error":{"type":"invalid_request","code":"invalid_api_key","message":"An LM Studio API token is required"}}""", true)]
    [InlineData(401, """{"error":{"type":"invalid_request","message":"Malformed LM Studio API token provided: lm-s"}}""", true)]
    [InlineData(401, """{"error":{"type":"invalid_request_error","code":"invalid_api_key","message":"Incorrect API key provided"}}""", false)]
    [InlineData(401, "Unauthorized", false)]
    public async Task IsLmStudioAsync_Answer_TellsWhoAnswers(int status, string body, bool expected)
    {
        using VerbatimHttpHandler handler = new VerbatimHttpHandler().Expect("GET /lmstudio-greeting", null, Answer.Json(body, status));

        Assert.Equal(expected, await Clients.Create(handler).IsLmStudioAsync());
    }

    [Fact]
    public async Task IsLmStudioAsync_NothingListens_Throws()
    {
        using LmStudioClient client = new(RawServer.GetClosedEndpoint(), apiToken: "");

        LmStudioException exception = await Assert.ThrowsAsync<LmStudioException>(() => client.IsLmStudioAsync());

        Assert.Equal(LmStudioErrorKind.Unreachable, exception.Kind);
    }

    [Fact]
    public async Task ChatAsync_WholeAnswer_GivesItsFields()
    {
        using VerbatimHttpHandler handler = VerbatimHttpHandler.ForAnyChat(Answer.Json(Payload.Read("chat-mcp.json")));

        LmStudioChatResult result = await Clients.Create(handler).ChatAsync(new() { Model = "m" });

        Assert.Equal("ibm/granite-4-micro", result.ModelInstanceId);
        Assert.Equal(["tool_call", "message", "tool_call", "message"], result.Output!.Select(static item => item.Type));
        Assert.Equal("search_trains", result.Output![0].Tool);
        Assert.Equal("""{"from":"Ulm","via":"","changes":1}""", result.Output[0].Arguments!.Value.GetRawText().Replace(" ", "").Replace("\n", ""));
        Assert.Equal(("ephemeral_mcp", "railway", null), (result.Output[0].ProviderInfo!.Type, result.Output[0].ProviderInfo!.ServerLabel, result.Output[0].ProviderInfo!.PluginId));
        Assert.Equal(("plugin", null, "mcp/maps"), (result.Output[2].ProviderInfo!.Type, result.Output[2].ProviderInfo!.ServerLabel, result.Output[2].ProviderInfo!.PluginId));
        Assert.Equal((702, 311, 0), (result.Stats!.InputTokens, result.Stats.TotalOutputTokens, result.Stats.ReasoningOutputTokens));
        Assert.Equal((31.25, 1.25, 2.75), (result.Stats.TokensPerSecond, result.Stats.TimeToFirstTokenSeconds, result.Stats.ModelLoadTimeSeconds));
        Assert.Equal("resp_02f4b36a50a69b19bc133d2d364774c1e4a569fa1bfab1e9", result.ResponseId);
        Assert.Null(result.ThreadId);
    }

    [Fact]
    public async Task ChatAsync_UnknownFieldsAndItems_AreKept()
    {
        using VerbatimHttpHandler handler = VerbatimHttpHandler.ForAnyChat(Answer.Json("""{"output":[{"type":"picture","url":"x"},{"type":"message","content":"Hi","annotations":[1]}],"new":true,"stats":{"new":1}}"""));

        LmStudioChatResult result = await Clients.Create(handler).ChatAsync(new() { Model = "m" });

        Assert.Equal("x", result.Output![0].AdditionalProperties!["url"].GetString());
        Assert.Equal(1, result.Output[1].AdditionalProperties!["annotations"][0].GetInt32());
    }
}
