using System.Diagnostics;
using System.Runtime.CompilerServices;
using LmStudio.AI.Emulator;
using Microsoft.Extensions.AI;

namespace LmStudio.AI.Tests;

/// <summary>docs/telemetry.md: what those hear who subscribe.</summary>
[Collection(ListenersCollection.Name)]
public class TelemetryTests
{
    private const string Stats = """{"input_tokens":9,"total_output_tokens":5,"reasoning_output_tokens":0,"tokens_per_second":43.5,"time_to_first_token_seconds":0.25,"model_load_time_seconds":2.5}""";
    private const string Result = """{"model_instance_id":"m:2","output":[{"type":"message","content":"ok"}],"stats":STATS,"response_id":"resp_1"}""";

    private readonly InstantTimeProvider _clock = new();

    [Fact]
    public async Task LoadModel_Listened_GivesActivityAndDuration()
    {
        const string Model = "telemetry/load";
        using TelemetryRecorder recorder = TelemetryRecorder.ForModel(Model);
        using VerbatimHttpHandler handler = new VerbatimHttpHandler().Expect(
            "POST /api/v1/models/load", "*", Answer.Json("""{"type":"llm","instance_id":"telemetry/load:2","load_time_seconds":6.125,"status":"loaded"}"""));

        _ = await Clients.Create(handler).LoadModelAsync(new() { Model = Model });

        Activity activity = Assert.Single(recorder.Activities);
        Assert.Equal(("lmstudio.load_model", ActivityKind.Client, ActivityStatusCode.Unset), (activity.OperationName, activity.Kind, activity.Status));
        Assert.Equal(
            ("lmstudio", "lm.test", 1234, "telemetry/load:2", 6.125, "request"),
            ((string)Tag("gen_ai.provider.name"), (string)Tag("server.address"), (int)Tag("server.port"), (string)Tag("lmstudio.instance.id"), (double)Tag("lmstudio.model_load_time"), (string)Tag("lmstudio.model.load.trigger")));
        (double seconds, Dictionary<string, object?> tags) = Assert.Single(recorder.Of("lmstudio.model.load.duration"));
        Assert.Equal((6.125, "request"), (seconds, tags["lmstudio.model.load.trigger"]));

        object Tag(string key) => activity.GetTagItem(key)!;
    }

    [Fact]
    public async Task LoadModel_Refused_GivesErrorType()
    {
        const string Model = "telemetry/refused";
        using TelemetryRecorder recorder = TelemetryRecorder.ForModel(Model);
        using VerbatimHttpHandler handler = new VerbatimHttpHandler().Expect(
            "POST /api/v1/models/load", "*", Answer.Json("""{"error":{"type":"model_load_failed","message":"Too large."}}""", 500));

        _ = await Assert.ThrowsAsync<LmStudioException>(() => Clients.Create(handler).LoadModelAsync(new() { Model = Model }));

        Activity activity = Assert.Single(recorder.Activities);
        Assert.Equal((ActivityStatusCode.Error, "ModelLoadFailed"), (activity.Status, activity.GetTagItem("error.type")));
        Assert.Equal("ModelLoadFailed", Assert.Single(recorder.Of("lmstudio.model.load.duration")).Tags["error.type"]);
    }

    [Fact]
    public async Task EnsureModelDownloaded_Listened_GivesActivityDurationAndBytes()
    {
        await using LmStudioEmulator server = await StartAsync();
        using TelemetryRecorder recorder = TelemetryRecorder.ForServer(server.Endpoint);

        _ = await server.CreateClient().EnsureModelDownloadedAsync("ibm/granite-4-micro", options: Options());

        Activity activity = Assert.Single(recorder.Activities);
        Assert.Equal(("lmstudio.download_model", "completed", 2_000_000_000L), (activity.OperationName, activity.GetTagItem("lmstudio.download.status"), activity.GetTagItem("lmstudio.download.size")));
        Assert.Equal(40, Assert.Single(recorder.Of("lmstudio.model.download.duration")).Value);

        // The first of four looks, at 500 MB, cannot tell since when those are there.
        Assert.Equal(1_500_000_000, recorder.Of("lmstudio.model.download.io").Sum(static measurement => measurement.Value));
    }

    [Fact]
    public async Task EnsureModelDownloaded_ModelIsThere_MeasuresNoDownload()
    {
        await using LmStudioEmulator server = await StartAsync();
        using TelemetryRecorder recorder = TelemetryRecorder.ForServer(server.Endpoint);

        _ = await server.CreateClient().EnsureModelDownloadedAsync("qwen/qwen3-8b", options: Options());

        Assert.Equal("already_downloaded", Assert.Single(recorder.Activities).GetTagItem("lmstudio.download.status"));
        Assert.Empty(recorder.Of("lmstudio.model.download.duration"));
        Assert.Empty(recorder.Of("lmstudio.model.download.io"));
    }

    [Fact]
    public async Task EnsureModelDownloaded_Failed_GivesErrorType()
    {
        await using LmStudioEmulator server = await StartAsync();
        server.Faults.FailDownloads = true;
        using TelemetryRecorder recorder = TelemetryRecorder.ForServer(server.Endpoint);

        _ = await Assert.ThrowsAsync<LmStudioException>(() => server.CreateClient().EnsureModelDownloadedAsync("ibm/granite-4-micro", options: Options()));

        Activity activity = Assert.Single(recorder.Activities);
        Assert.Equal((ActivityStatusCode.Error, "DownloadFailed"), (activity.Status, activity.GetTagItem("error.type")));
        Assert.Equal("DownloadFailed", Assert.Single(recorder.Of("lmstudio.model.download.duration")).Tags["error.type"]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task AnyChat_Listened_MeasuresWhatTheServerReports(bool streaming)
    {
        string model = $"telemetry/chat-{streaming}";
        using TelemetryRecorder recorder = TelemetryRecorder.ForModel(model);
        using VerbatimHttpHandler handler = VerbatimHttpHandler.ForAnyChat(CreateAnswer(streaming));

        _ = await AskAsync(Clients.CreateChat(handler, model), streaming);

        (double seconds, Dictionary<string, object?> tags) = Assert.Single(recorder.Of("gen_ai.server.time_to_first_token"));
        Assert.Equal(0.25, seconds);
        Assert.Equal(
            [
                "[gen_ai.operation.name, chat]", "[gen_ai.provider.name, lmstudio]", $"[gen_ai.request.model, {model}]", "[gen_ai.response.model, m:2]",
                "[lmstudio.endpoint, /api/v1/chat]", "[server.address, lm.test]", "[server.port, 1234]",
            ],
            tags.Select(static tag => $"{tag}").Order(StringComparer.Ordinal));
        Assert.Equal(43.5, Assert.Single(recorder.Of("lmstudio.tokens_per_second")).Value);
        (seconds, tags) = Assert.Single(recorder.Of("lmstudio.model.load.duration"));
        Assert.Equal((2.5, "chat"), (seconds, tags["lmstudio.model.load.trigger"]));
        Assert.Equal(1, Assert.Single(recorder.Of("lmstudio.chat.requests")).Value);
    }

    [Theory]
    [InlineData(LmStudioChatEndpoint.ChatCompletions, "/v1/chat/completions")]
    [InlineData(LmStudioChatEndpoint.Responses, "/v1/responses")]
    [InlineData(LmStudioChatEndpoint.Messages, "/v1/messages")]
    public async Task AnyChat_OtherEndpoint_IsCountedByIt(LmStudioChatEndpoint endpoint, string path)
    {
        await using LmStudioEmulator server = await LmStudioEmulator.StartAsync();
        using TelemetryRecorder recorder = TelemetryRecorder.ForServer(server.Endpoint);

        _ = await server.CreateClient().AsIChatClient(EmulatorClients.Model, new() { Endpoint = endpoint }).GetResponseAsync("Hi");

        (double count, Dictionary<string, object?> tags) = Assert.Single(recorder.Of("lmstudio.chat.requests"));
        Assert.Equal((1, path), (count, tags["lmstudio.endpoint"]));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task GetStreamingResponse_ModelNotLoaded_GivesLoadActivityAndPromptProcessing(bool includeProgress)
    {
        await using LmStudioEmulator server = await LmStudioEmulator.StartAsync();
        using TelemetryRecorder recorder = TelemetryRecorder.ForServer(server.Endpoint);
        using LmStudioClient client = server.CreateClient();
        using Activity outer = new Activity("outer").Start();

        await foreach (ChatResponseUpdate _ in client.AsIChatClient(EmulatorClients.Model, new() { StreamProgress = includeProgress }).GetStreamingResponseAsync("Hi"))
        {
            Assert.Same(outer, Activity.Current);
        }

        Activity load = Assert.Single(recorder.Activities);
        Assert.Equal(
            ("lmstudio.load_model", EmulatorClients.Model, EmulatorClients.Model, "chat", outer.SpanId),
            (load.OperationName, load.GetTagItem("gen_ai.request.model"), load.GetTagItem("lmstudio.instance.id"), load.GetTagItem("lmstudio.model.load.trigger"), load.ParentSpanId));
        Assert.InRange(Assert.Single(recorder.Of("lmstudio.prompt_processing.duration")).Value, 0, 60);
        _ = Assert.Single(recorder.Of("lmstudio.model.load.duration"));
        _ = Assert.Single(recorder.Of("gen_ai.server.time_to_first_token"));
    }

    [Theory]
    [InlineData("chat telemetry/span", null, true)]
    [InlineData("chat", null, true)]
    [InlineData("agent", "invoke_agent", true)]
    [InlineData("execute_tool ask", "execute_tool", false)]
    [InlineData("GET /", null, false)]
    [InlineData("chatter", null, false)]
    public async Task AnyChat_CurrentSpan_IsTaggedIfItIsOfGenAI(string name, string? operation, bool isTagged)
    {
        foreach (bool streaming in new[] { false, true })
        {
            using VerbatimHttpHandler handler = VerbatimHttpHandler.ForAnyChat(CreateAnswer(streaming));
            using Activity span = new Activity(name) { IsAllDataRequested = true }.SetTag("gen_ai.operation.name", operation).Start();

            _ = await AskAsync(Clients.CreateChat(handler, "telemetry/span"), streaming);

            string[] expected = ["[lmstudio.endpoint, /api/v1/chat]", "[lmstudio.model_load_time, 2.5]", "[lmstudio.time_to_first_token, 0.25]", "[lmstudio.tokens_per_second, 43.5]"];
            Assert.Equal(
                isTagged ? expected : [],
                span.TagObjects.Where(static tag => tag.Key.StartsWith("lmstudio.", StringComparison.Ordinal)).Select(static tag => FormattableString.Invariant($"[{tag.Key}, {tag.Value}]")).Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public async Task AnyChat_FailsOnCurrentSpan_StillTellsTheEndpoint()
    {
        using VerbatimHttpHandler handler = VerbatimHttpHandler.ForAnyChat(Answer.Json("""{"error":"no"}""", 500));
        using Activity span = new Activity("chat m") { IsAllDataRequested = true }.Start();

        _ = await Assert.ThrowsAsync<LmStudioException>(() => AskAsync(Clients.CreateChat(handler, "m"), streaming: false));

        Assert.Equal("/api/v1/chat", span.GetTagItem("lmstudio.endpoint"));
    }

    [Fact]
    public void Start_NobodyListens_MeasuresNothing()
    {
        using Activity span = new Activity("GET /") { IsAllDataRequested = true }.Start();

        // The first measures the code's own first use.
        for (int i = 0; i < 2; i++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            ChatTelemetry? telemetry = Start();
            Assert.True(i == 0 || GC.GetAllocatedBytesForCurrentThread() == before);
            Assert.Null(telemetry);
        }

        [MethodImpl(MethodImplOptions.NoInlining)]
        static ChatTelemetry? Start() => ChatTelemetry.Start(LmStudioChatEndpoint.Native, "m", LmStudioEndpoint.Default);
    }

    private static Answer CreateAnswer(bool streaming) => streaming
        ? Answer.Stream($$"""data: {"type":"message.delta","content":"ok"}{{"\n\n"}}data: {"type":"chat.end","result":{{Result.Replace("STATS", Stats)}}}{{"\n\n"}}""")
        : Answer.Json(Result.Replace("STATS", Stats));

    private static Task<ChatResponse> AskAsync(IChatClient client, bool streaming) =>
        streaming ? client.GetStreamingResponseAsync("Hi").ToChatResponseAsync() : client.GetResponseAsync("Hi");

    private LmStudioDownloadOptions Options() => new() { TimeProvider = _clock, PollInterval = TimeSpan.FromSeconds(10) };

    private Task<LmStudioEmulator> StartAsync() => LmStudioEmulator.StartAsync(options =>
    {
        options.TimeProvider = _clock;
        options.DownloadDuration = TimeSpan.FromSeconds(40);
    });
}
