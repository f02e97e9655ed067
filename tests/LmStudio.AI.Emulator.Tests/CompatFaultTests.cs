using System.Net;

namespace LmStudio.AI.Emulator.Tests;

public sealed class CompatFaultTests
{
    private const string Chat = "/v1/chat/completions";
    private const string ChatRequest = """{"model":"google/gemma-3-1b","stream":true,"messages":[{"role":"user","content":"Hi"}]}""";
    private const string Responses = "/v1/responses";
    private const string ResponsesRequest = """{"model":"google/gemma-3-1b","stream":true,"input":"Hi"}""";
    private const string Messages = "/v1/messages";
    private const string MessagesRequest = """{"model":"google/gemma-3-1b","stream":true,"max_tokens":99,"messages":[{"role":"user","content":"Hi"}]}""";

    [Theory]
    [InlineData(Chat, ChatRequest, "finish_reason")]
    [InlineData(Chat, ChatRequest, "[DONE]")]
    [InlineData(Responses, ResponsesRequest, "response.completed")]
    [InlineData(Messages, MessagesRequest, "message_stop")]
    public async Task EndAtEvent_Stream_EndsInGoodOrderBeforeIt(string path, string request, string name)
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        using Api api = new(lmStudio);
        IReadOnlyList<Api.StreamEvent> whole = await AskAsync(lmStudio, api, path, request);
        lmStudio.Faults.EndAtEvent = name;

        IReadOnlyList<Api.StreamEvent> frames = await AskAsync(lmStudio, api, path, request);

        Assert.Equal(name is "finish_reason" ? whole.Count - 2 : whole.Count - 1, frames.Count);
    }

    [Theory]
    [InlineData(Chat, ChatRequest, "finish_reason")]
    [InlineData(Responses, ResponsesRequest, "response.output_text.delta")]
    [InlineData(Messages, MessagesRequest, "content_block_delta")]
    public async Task DisconnectAtEvent_Stream_IsCut(string path, string request, string name)
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync(options => options.Faults.DisconnectAtEvent = name);
        using Api api = new(lmStudio);

        using HttpResponseMessage response = await api.SendStreamAsync(request, path: path);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        await Assert.ThrowsAsync<HttpRequestException>(() => response.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData(Chat, ChatRequest, "content")]
    [InlineData(Responses, ResponsesRequest, "response.output_text.delta")]
    [InlineData(Messages, MessagesRequest, "content_block_delta")]
    public async Task MalformedEvent_Stream_BreaksOffOnce(string path, string request, string name)
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync(options => options.Faults.MalformedEvent = name);
        using Api api = new(lmStudio);

        IReadOnlyList<Api.StreamEvent> frames = await AskAsync(lmStudio, api, path, request);

        Assert.Single(frames, static frame => frame.Data is not "[DONE]" && !frame.Data.EndsWith('}'));
    }

    [Theory]
    [InlineData(Chat, ChatRequest, "content", "error")]
    [InlineData(Responses, ResponsesRequest, "response.output_text.delta", "response.failed")]
    [InlineData(Messages, MessagesRequest, "content_block_delta", "error")]
    public async Task ErrorAfterEvent_Stream_EndsWithAnError(string path, string request, string name, string last)
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync(options => options.Faults.ErrorAfterEvent = name);
        using Api api = new(lmStudio);

        IReadOnlyList<Api.StreamEvent> streamed = await AskAsync(lmStudio, api, path, request);
        Api.Reply reply = await api.PostAsync(path, request.Replace("true", "false", StringComparison.Ordinal));

        Assert.Equal(last, streamed[^1].Type);
        Assert.Equal(500, reply.Status);
    }

    [Theory]
    [InlineData(Chat, ChatRequest)]
    [InlineData(Responses, ResponsesRequest)]
    [InlineData(Messages, MessagesRequest)]
    public async Task SilentStartAndUnknownEvent_Stream_AreTheFirstTwoEventsAlone(string path, string request)
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync(static options =>
        {
            options.Faults.SilentStart = true;
            options.Faults.UnknownEvent = "unheard.of";
        });
        using Api api = new(lmStudio);

        IReadOnlyList<Api.StreamEvent> frames = await AskAsync(lmStudio, api, path, request);
        Api.Reply reply = await api.PostAsync(path, request.Replace("true", "false", StringComparison.Ordinal));

        Assert.Equal(2, frames.Count);
        Assert.Equal("unheard.of", frames[1].Type);
        Assert.Equal(500, reply.Status);
        Assert.Contains("Context size has been exceeded.", reply.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Chat, ChatRequest, 400)]
    [InlineData(Responses, ResponsesRequest, 500)]
    [InlineData(Messages, MessagesRequest, 500)]
    [InlineData("/api/v1/chat", ResponsesRequest, 500)]
    public async Task OverflowContext_Request_IsRefused(string path, string request, int status)
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync(static options => options.Faults.OverflowContext = true);
        using Api api = new(lmStudio);

        Api.Reply reply = await api.PostAsync(path, request.Replace("true", "false", StringComparison.Ordinal));

        Assert.Equal(status, reply.Status);
        Assert.Contains(
            "The number of tokens to keep from the initial prompt is greater than the context length (n_keep: 32768>= n_ctx: 32768).",
            reply.Body,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task LatencyPerToken_Stream_WaitsForEachToken()
    {
        ManualTimeProvider clock = new();
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync(options =>
        {
            options.TimeProvider = clock;
            options.Faults.LatencyPerToken = TimeSpan.FromSeconds(1);
        });
        using Api api = new(lmStudio);
        lmStudio.LoadModel("google/gemma-3-1b");
        lmStudio.Script.Enqueue(EmulatorStep.Text("One two"));

        Task<IReadOnlyList<Api.StreamEvent>> frames = api.StreamAsync(Chat, ChatRequest);
        await clock.AdvanceWhenWaitedForAsync(TimeSpan.FromSeconds(1));
        await clock.AdvanceWhenWaitedForAsync(TimeSpan.FromSeconds(1));

        Assert.Equal(4, (await frames).Count);
    }

    [Fact]
    public async Task LegacyServer_CompatibleRoutes_AreStillThere()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync(static options => options.Faults.LegacyServer = true);
        using Api api = new(lmStudio);

        Assert.NotNull((await api.GetAsync("/v1/models")).Json["data"]);
        Assert.NotNull((await api.GetAsync("/api/v1/models")).Json["error"]);
    }

    [Fact]
    public async Task LegacyServer_Messages_AreAnUnknownRoute()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync(static options => options.Faults.LegacyServer = true);
        using Api api = new(lmStudio);

        Api.Reply reply = await api.PostAsync(Messages, MessagesRequest);

        Assert.Equal((200, """{"error":"Unexpected endpoint or method. (POST /v1/messages)"}"""), (reply.Status, reply.Body));
    }

    private static Task<IReadOnlyList<Api.StreamEvent>> AskAsync(LmStudioEmulator lmStudio, Api api, string path, string request)
    {
        lmStudio.Script.Enqueue(EmulatorStep.Text("One two three"));
        return api.StreamAsync(path, request);
    }
}
