using System.Text.Json.Nodes;

namespace LmStudio.AI.Emulator.Tests;

public sealed class FaultTests
{
    private const string Request = """{"model":"qwen/qwen3-8b","input":"Hi","stream":true}""";

    [Fact]
    public async Task SilentStart_Stream_IsChatStartAlone()
    {
        await using LmStudioEmulator lmStudio = await StartAsync(static faults => faults.SilentStart = true);
        using Api api = new(lmStudio);

        Assert.Equal(["chat.start"], (await api.StreamAsync(Request)).Select(static happened => happened.Type));
    }

    [Fact]
    public async Task SilentStart_RequestThatDoesNotStream_GetsTheError()
    {
        await using LmStudioEmulator lmStudio = await StartAsync(static faults => faults.SilentStart = true);
        using Api api = new(lmStudio);

        Api.Reply reply = await api.ChatAsync("""{"model":"qwen/qwen3-8b","input":"Hi","store":false,"max_output_tokens":1}""");

        Assert.Equal(500, reply.Status);
        Assert.Equal("Context size has been exceeded.", (string?)reply.Json["error"]!["message"]);
    }

    [Fact]
    public async Task EndAtEvent_Stream_EndsInGoodOrderBeforeIt()
    {
        await using LmStudioEmulator lmStudio = await StartAsync(static faults => faults.EndAtEvent = "chat.end");
        using Api api = new(lmStudio);

        Assert.Equal("message.end", (await api.StreamAsync(Request))[^1].Type);
    }

    [Fact]
    public async Task DisconnectAtEvent_Stream_IsCutBeforeIt()
    {
        await using LmStudioEmulator lmStudio = await StartAsync(static faults => faults.DisconnectAtEvent = "message.delta");
        using Api api = new(lmStudio);
        using HttpResponseMessage response = await api.SendStreamAsync(Request);
        using StreamReader reader = new(await response.Content.ReadAsStreamAsync());
        List<string> types = [];

        await Assert.ThrowsAnyAsync<IOException>(async () =>
        {
            while (await Api.ReadEventAsync(reader) is { } happened)
            {
                types.Add(happened.Type);
            }
        });

        Assert.Equal("message.start", types[^1]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(100)]
    [InlineData(777)]
    public async Task DisconnectAfterBytes_Stream_IsCutAtThatByte(int bytes)
    {
        await using LmStudioEmulator lmStudio = await StartAsync(faults => faults.DisconnectAfterBytes = bytes);
        using Api api = new(lmStudio);
        using HttpResponseMessage response = await api.SendStreamAsync(Request);
        using MemoryStream received = new();

        await Assert.ThrowsAnyAsync<IOException>(async () => await (await response.Content.ReadAsStreamAsync()).CopyToAsync(received));

        Assert.Equal(bytes, received.Length);
    }

    [Fact]
    public async Task DisconnectAfterBytes_Reply_IsCutToo()
    {
        await using LmStudioEmulator lmStudio = await StartAsync(static faults => faults.DisconnectAfterBytes = 20);
        using Api api = new(lmStudio);

        await Assert.ThrowsAsync<HttpRequestException>(() => api.GetAsync("/api/v1/models"));
    }

    [Fact]
    public async Task MalformedEvent_Stream_HasBrokenJsonOnce()
    {
        await using LmStudioEmulator lmStudio = await StartAsync(static faults => faults.MalformedEvent = "message.delta");
        using Api api = new(lmStudio);
        lmStudio.Script.Enqueue(EmulatorStep.Text("Hello you"));

        List<Api.StreamEvent> deltas = (await api.StreamAsync(Request)).Where(static happened => happened.Type is "message.delta").ToList();

        Assert.Equal("""{"type":"message.delt""", deltas[0].Data);
        Assert.Equal("""{"type":"message.delta","content":" you"}""", deltas[1].Data);
    }

    [Fact]
    public async Task UnknownEvent_Stream_HasItAfterChatStart()
    {
        await using LmStudioEmulator lmStudio = await StartAsync(static faults => faults.UnknownEvent = "telemetry.ping");
        using Api api = new(lmStudio);

        IReadOnlyList<Api.StreamEvent> events = await api.StreamAsync(Request);

        Assert.Equal(("telemetry.ping", """{"type":"telemetry.ping"}"""), (events[1].Type, events[1].Data));
        Assert.Equal("chat.end", events[^1].Type);
    }

    [Fact]
    public async Task ErrorAfterEvent_Stream_EndsWithAnError()
    {
        await using LmStudioEmulator lmStudio = await StartAsync(static faults => faults.ErrorAfterEvent = "message.delta");
        using Api api = new(lmStudio);

        IReadOnlyList<Api.StreamEvent> events = await api.StreamAsync(Request);

        Assert.Equal(["message.delta", "error"], events.TakeLast(2).Select(static happened => happened.Type));
        Assert.Equal("internal_error", (string?)events[^1].Json["error"]!["type"]);
    }

    [Fact]
    public async Task ErrorAfterEvent_RequestThatDoesNotStream_IsAServerError()
    {
        await using LmStudioEmulator lmStudio = await StartAsync(static faults => faults.ErrorAfterEvent = "message.delta");
        using Api api = new(lmStudio);

        Assert.Equal(500, (await api.ChatAsync("""{"model":"qwen/qwen3-8b","input":"Hi"}""")).Status);
    }

    [Fact]
    public async Task KeepOpenAfterChatEnd_Stream_HasItsEndButDoesNotEnd()
    {
        await using LmStudioEmulator lmStudio = await StartAsync(static faults => faults.KeepOpenAfterChatEnd = true);
        using Api api = new(lmStudio);
        using HttpResponseMessage response = await api.SendStreamAsync(Request);
        using StreamReader reader = new(await response.Content.ReadAsStreamAsync());

        while ((await Api.ReadEventAsync(reader))!.Type is not "chat.end")
        {
        }

        Assert.False(reader.ReadLineAsync().IsCompleted);
    }

    [Fact]
    public async Task Hang_AnyRequest_IsReceivedAndNotAnswered()
    {
        await using LmStudioEmulator lmStudio = await StartAsync(static faults => faults.Hang = true);
        using Api api = new(lmStudio);
        using CancellationTokenSource cancellation = new();
        Task<HttpResponseMessage> request = api.Http.GetAsync(new Uri("/api/v1/models", UriKind.Relative), cancellation.Token);

        while (lmStudio.Requests.Count is 0)
        {
            await Task.Yield();
        }

        Assert.False(request.IsCompleted);
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => request);
    }

    [Theory]
    [InlineData("GET", "/api/v1/models")]
    [InlineData("POST", "/api/v1/chat")]
    [InlineData("POST", "/api/v1/models/load")]
    public async Task LegacyServer_NativeRoute_IsAnUnknownOneWithStatus200(string method, string path)
    {
        await using LmStudioEmulator lmStudio = await StartAsync(static faults => faults.LegacyServer = true);
        using Api api = new(lmStudio);

        using HttpResponseMessage response = await api.Http.SendAsync(new(new(method), path));

        Assert.Equal(200, (int)response.StatusCode);
        Assert.Equal($$"""{"error":"Unexpected endpoint or method. ({{method}} {{path}})"}""", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task RefuseLoads_Load_IsStoppedByTheGuardrail()
    {
        await using LmStudioEmulator lmStudio = await StartAsync(static faults => faults.RefuseLoads = true);
        using Api api = new(lmStudio);

        Api.Reply reply = await api.PostAsync("/api/v1/models/load", """{"model":"qwen/qwen3-8b"}""");

        Assert.Equal(400, reply.Status);
        Assert.Equal(
            """{"error":{"type":"model_load_failed","message":"Model loading was stopped due to insufficient system resources."}}""", reply.Json.ToJsonString());
    }

    [Fact]
    public async Task RefuseLoads_ChatThatNeedsALoad_FailsInTheStreamToo()
    {
        await using LmStudioEmulator lmStudio = await StartAsync(static faults => faults.RefuseLoads = true);
        using Api api = new(lmStudio);

        IReadOnlyList<Api.StreamEvent> events = await api.StreamAsync(Request);
        Api.Reply reply = await api.ChatAsync("""{"model":"qwen/qwen3-8b","input":"Hi"}""");

        Assert.Equal(["chat.start", "model_load.start", "error"], events.Select(static happened => happened.Type));
        Assert.Equal((400, "model_load_failed"), (reply.Status, (string?)reply.Json["error"]!["type"]));
    }

    [Fact]
    public async Task LoseConversations_WhileOn_MakesIdsUnknown()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        using Api api = new(lmStudio);
        JsonNode? id = (await api.ChatAsync("""{"model":"qwen/qwen3-8b","input":"Hi"}""")).Json["response_id"];
        string next = $$"""{"model":"qwen/qwen3-8b","input":"Hi","previous_response_id":"{{id}}"}""";

        lmStudio.Faults.LoseConversations = true;
        Assert.Equal(400, (await api.ChatAsync(next)).Status);
        lmStudio.Faults.LoseConversations = false;
        Assert.Equal(200, (await api.ChatAsync(next)).Status);
    }

    [Fact]
    public async Task LatencyPerToken_Stream_TakesThatLongByTheClock()
    {
        ManualTimeProvider clock = new();
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync(options =>
        {
            options.TimeProvider = clock;
            options.TokensPerSecond = 10;
            options.Faults.LatencyPerToken = TimeSpan.FromMilliseconds(400);
        });
        using Api api = new(lmStudio);
        lmStudio.LoadModel("qwen/qwen3-8b");
        lmStudio.Script.Enqueue(EmulatorStep.Text("one two three"));

        Task<Api.Reply> request = api.ChatAsync("""{"model":"qwen/qwen3-8b","input":"Count"}""");
        for (int token = 0; token < 3; token++)
        {
            await clock.AdvanceWhenWaitedForAsync(TimeSpan.FromMilliseconds(500));
        }

        JsonNode stats = (await request).Json["stats"]!;
        Assert.Equal(0.5, (double)stats["time_to_first_token_seconds"]!);
        Assert.Equal(2, (double)stats["tokens_per_second"]!);
    }

    private static Task<LmStudioEmulator> StartAsync(Action<EmulatorFaults> configure) => LmStudioEmulator.StartAsync(options => configure(options.Faults));
}
