using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace LmStudio.AI.Emulator.Tests;

public sealed partial class ChatStreamTests
{
    private const string Request = """{"model":"qwen/qwen3-8b","input":"Hi","stream":true}""";

    [Fact]
    public async Task Stream_ReasonedAnswer_HasTheEventsInOrder()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        using Api api = new(lmStudio);
        lmStudio.LoadModel("qwen/qwen3-8b");
        lmStudio.Script.Enqueue(EmulatorStep.Reason("Say hello."), EmulatorStep.Text("Hello you!"));

        IReadOnlyList<Api.StreamEvent> events = await api.StreamAsync(Request);

        Assert.Equal(
            """
            {"type":"chat.start","model_instance_id":"qwen/qwen3-8b"}
            {"type":"prompt_processing.start"}
            {"type":"prompt_processing.progress","progress":0}
            {"type":"prompt_processing.progress","progress":0.5}
            {"type":"prompt_processing.progress","progress":1}
            {"type":"prompt_processing.end"}
            {"type":"reasoning.start"}
            {"type":"reasoning.delta","content":"Say"}
            {"type":"reasoning.delta","content":" hello."}
            {"type":"reasoning.end"}
            {"type":"message.start"}
            {"type":"message.delta","content":"Hello"}
            {"type":"message.delta","content":" you!"}
            {"type":"message.end"}
            """,
            string.Join('\n', events.SkipLast(1).Select(static happened => happened.Data)));
        Assert.Equal("chat.end", events[^1].Type);
        Assert.All(events, static happened => Assert.Equal(happened.Type, (string?)happened.Json["type"]));
    }

    [Fact]
    public async Task Stream_RawBytes_AreEventAndDataLinesWithoutDone()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        using Api api = new(lmStudio);

        using HttpResponseMessage response = await api.SendStreamAsync(Request);
        string text = await response.Content.ReadAsStringAsync();

        Assert.StartsWith("event: chat.start\ndata: {\"type\":\"chat.start\",\"model_instance_id\":\"qwen/qwen3-8b\"}\n\n", text, StringComparison.Ordinal);
        Assert.EndsWith("}\n\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("[DONE]", text, StringComparison.Ordinal);
        Assert.DoesNotContain("\r", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stream_ModelNotLoaded_HasLoadEventsBeforePromptProcessing()
    {
        ManualTimeProvider clock = new();
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync(options =>
        {
            options.TimeProvider = clock;
            options.ModelLoadDuration = TimeSpan.FromSeconds(12);
        });
        using Api api = new(lmStudio);
        using HttpResponseMessage response = await api.SendStreamAsync(Request);
        using StreamReader reader = new(await response.Content.ReadAsStreamAsync());
        List<string> events = [];

        while (events.Count < 8)
        {
            Api.StreamEvent? happened = await Api.ReadEventAsync(reader);
            events.Add(happened!.Data);
            if (happened.Type is "model_load.progress" && (double)happened.Json["progress"]! < 1)
            {
                await clock.AdvanceWhenWaitedForAsync(TimeSpan.FromSeconds(3));
            }
        }

        Assert.Equal(
            """
            {"type":"chat.start","model_instance_id":"qwen/qwen3-8b"}
            {"type":"model_load.start","model_instance_id":"qwen/qwen3-8b"}
            {"type":"model_load.progress","model_instance_id":"qwen/qwen3-8b","progress":0}
            {"type":"model_load.progress","model_instance_id":"qwen/qwen3-8b","progress":0.25}
            {"type":"model_load.progress","model_instance_id":"qwen/qwen3-8b","progress":0.5}
            {"type":"model_load.progress","model_instance_id":"qwen/qwen3-8b","progress":0.75}
            {"type":"model_load.progress","model_instance_id":"qwen/qwen3-8b","progress":1}
            {"type":"model_load.end","model_instance_id":"qwen/qwen3-8b","load_time_seconds":12}
            """,
            string.Join('\n', events));
        Assert.Equal("prompt_processing.start", (await Api.ReadEventAsync(reader))!.Type);
    }

    [Fact]
    public async Task Stream_LateProgress_ArrivesBeforeTheMessageEndsAndWithoutAStart()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        using Api api = new(lmStudio);
        lmStudio.LoadModel("qwen/qwen3-8b");
        lmStudio.Script.Enqueue(new EmulatorTurn(EmulatorStep.Reason("Hm."), EmulatorStep.Text("Hello.")) { LateProgress = true });

        IReadOnlyList<Api.StreamEvent> events = await api.StreamAsync(Request);

        Assert.Equal(
            [
                "chat.start", "reasoning.start", "reasoning.delta", "reasoning.end", "message.start", "message.delta",
                "prompt_processing.progress", "prompt_processing.end", "message.end", "chat.end",
            ],
            events.Select(static happened => happened.Type));
        Assert.Equal("""{"type":"prompt_processing.progress","progress":1}""", events[6].Data);
    }

    [Fact]
    public async Task Stream_UnknownTool_FailsWithoutAProvider()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        using Api api = new(lmStudio);
        lmStudio.LoadModel("qwen/qwen3-8b");
        lmStudio.Script.Enqueue(EmulatorStep.CallTool("browser", "open_browser"), EmulatorStep.Text("I cannot open a browser."));

        IReadOnlyList<Api.StreamEvent> events = await api.StreamAsync(Request);

        Assert.Equal(
            """
            {"type":"tool_call.start"}
            {"type":"tool_call.name","tool_name":"open_browser"}
            {"type":"tool_call.failure","reason":"Cannot find tool with name open_browser.","metadata":{"type":"invalid_name","tool_name":"open_browser"}}
            {"type":"prompt_processing.start"}
            {"type":"prompt_processing.progress","progress":1}
            {"type":"prompt_processing.end"}
            {"type":"message.start"}
            """,
            string.Join('\n', events.Skip(6).Take(7).Select(static happened => happened.Data)));
    }

    [Fact]
    public async Task Stream_FailsAfterSomeText_HasAnErrorAndThenTheEndWithThatText()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        using Api api = new(lmStudio);
        lmStudio.Script.Enqueue(EmulatorStep.Text("Well"), EmulatorStep.Fail("internal_error", "Model crashed."), EmulatorStep.Text("never"));

        IReadOnlyList<Api.StreamEvent> events = await api.StreamAsync(Request);

        Assert.Equal(["message.end", "error", "chat.end"], events.TakeLast(3).Select(static happened => happened.Type));
        Assert.Equal("""{"type":"error","error":{"type":"internal_error","message":"Model crashed."}}""", events[^2].Data);
        Assert.Equal("""[{"type":"message","content":"Well"}]""", events[^1].Json["result"]!["output"]!.ToJsonString());
    }

    [Fact]
    public async Task Stream_FailsAndEnds_HasNoChatEnd()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        using Api api = new(lmStudio);
        lmStudio.Script.Enqueue(EmulatorStep.Text("Well"), EmulatorStep.Fail("internal_error", "Model crashed.", endsStream: true));

        IReadOnlyList<Api.StreamEvent> events = await api.StreamAsync(Request);

        Assert.Equal("error", events[^1].Type);
    }

    [Fact]
    public async Task Stream_FailsFirst_IsAPlainJsonReply()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        using Api api = new(lmStudio);
        lmStudio.Script.Enqueue(EmulatorStep.Fail("internal_error", "Unable to generate parser for this template."));

        using HttpResponseMessage response = await api.SendStreamAsync(Request);

        Assert.Equal(500, (int)response.StatusCode);
        Assert.Equal(
            """{"error":{"type":"internal_error","message":"Unable to generate parser for this template."}}""",
            JsonNode.Parse(await response.Content.ReadAsStringAsync())!.ToJsonString());
    }

    [Fact]
    public async Task Stream_PromptLongerThanTheContext_EndsWithAnError()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        using Api api = new(lmStudio);
        lmStudio.LoadModel("qwen/qwen3-8b", contextLength: 5);

        IReadOnlyList<Api.StreamEvent> events = await api.StreamAsync("""{"model":"qwen/qwen3-8b","input":"one two three","stream":true}""");

        Assert.Equal(["chat.start", "error"], events.Select(static happened => happened.Type));
        Assert.Equal("internal_error", (string?)events[1].Json["error"]!["type"]);
    }

    [Fact]
    public async Task Stream_SameTurn_EndsWithTheReplyOfARequestThatDoesNotStream()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        using Api api = new(lmStudio);
        lmStudio.LoadModel("qwen/qwen3-8b");
        EmulatorTurn turn = new(
            EmulatorStep.Reason("Let me see."), EmulatorStep.CallTool("x", "search"), EmulatorStep.Text("There"), EmulatorStep.Reason("is"), EmulatorStep.Text("nothing."))
        {
            Stats = new() { TokensPerSecond = 50, TimeToFirstTokenSeconds = 0.1 },
        };
        lmStudio.Script.Enqueue(turn);
        lmStudio.Script.Enqueue(turn);

        string streamed = (await api.StreamAsync(Request))[^1].Json["result"]!.ToJsonString();
        string whole = (await api.ChatAsync("""{"model":"qwen/qwen3-8b","input":"Hi"}""")).Json.ToJsonString();

        Assert.Equal(ResponseId().Replace(whole, ""), ResponseId().Replace(streamed, ""));
    }

    [Fact]
    public async Task Stream_AnyTurn_DeltasAddUpToTheItems()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        using Api api = new(lmStudio);
        lmStudio.Script.Enqueue(EmulatorStep.Text("  Spaces, \n\nline ends, 日本語のとても長い文章が続きますがここには空白がひとつもありませんので途中で分かれます and 😀 stay. \n"));

        IReadOnlyList<Api.StreamEvent> events = await api.StreamAsync(Request);

        Assert.Equal(
            (string?)events[^1].Json["result"]!["output"]![0]!["content"],
            string.Concat(events.Where(static happened => happened.Type is "message.delta").Select(static happened => (string?)happened.Json["content"])));
    }

    [GeneratedRegex("resp_[0-9a-f]{48}")]
    private static partial Regex ResponseId();
}
