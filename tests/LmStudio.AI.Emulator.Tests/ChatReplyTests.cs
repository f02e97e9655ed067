using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace LmStudio.AI.Emulator.Tests;

public sealed partial class ChatReplyTests
{
    private static readonly EmulatorStats Stats = new()
    {
        InputTokens = 15,
        TotalOutputTokens = 3,
        ReasoningOutputTokens = 0,
        TokensPerSecond = 281.0304449648712,
        TimeToFirstTokenSeconds = 0.223,
    };

    [Fact]
    public async Task Chat_NotStreaming_AnswersWithTheWholeResult()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        using Api api = new(lmStudio);
        lmStudio.LoadModel("google/gemma-3-1b");
        lmStudio.Script.Enqueue(new EmulatorTurn(EmulatorStep.Text("Hi.")) { Stats = Stats });

        Api.Reply reply = await api.ChatAsync("""{"model":"google/gemma-3-1b","input":"Hi","temperature":0}""");

        Assert.Equal(200, reply.Status);
        Assert.Equal(
            """
            {
              "model_instance_id": "google/gemma-3-1b",
              "output": [
                {
                  "type": "message",
                  "content": "Hi."
                }
              ],
              "stats": {
                "input_tokens": 15,
                "total_output_tokens": 3,
                "reasoning_output_tokens": 0,
                "tokens_per_second": 281.0304449648712,
                "time_to_first_token_seconds": 0.223
              },
              "response_id": "resp_*"
            }
            """,
            ResponseId().Replace(reply.Body, "resp_*"));
    }

    [Fact]
    public async Task Chat_StoreFalse_HasNoResponseId()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        using Api api = new(lmStudio);

        Api.Reply reply = await api.ChatAsync("""{"model":"google/gemma-3-1b","input":"Hi","store":false}""");

        Assert.Equal(["model_instance_id", "output", "stats"], reply.Json.AsObject().Select(static property => property.Key));
    }

    [Fact]
    public async Task Chat_ReasonedAnswer_HasReasoningAndMessageInOrder()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        using Api api = new(lmStudio);
        lmStudio.Script.Enqueue(EmulatorStep.Reason("Think"), EmulatorStep.Reason(" twice."), EmulatorStep.Text("Four"), EmulatorStep.Text(", I think."));

        Api.Reply reply = await api.ChatAsync("""{"model":"qwen/qwen3-8b","input":"2+2?"}""");

        Assert.Equal(
            """[{"type":"reasoning","content":"Think twice."},{"type":"message","content":"Four, I think."}]""",
            reply.Json["output"]!.ToJsonString());
    }

    [Fact]
    public async Task Chat_Counted_StatsAgreeWithTheOutput()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        using Api api = new(lmStudio);
        lmStudio.Script.Enqueue(EmulatorStep.Reason("One two three"), EmulatorStep.Text("four five"));

        JsonNode stats = (await api.ChatAsync("""{"model":"qwen/qwen3-8b","input":"Count","system_prompt":"Be exact."}""")).Json["stats"]!;

        Assert.Equal(5, (int)stats["total_output_tokens"]!);
        Assert.Equal(3, (int)stats["reasoning_output_tokens"]!);
        Assert.True((int)stats["input_tokens"]! > 3);
        Assert.True((double)stats["tokens_per_second"]! > 0);
    }

    [Theory]
    [InlineData(1, """[{"type":"reasoning","content":"One"}]""", 1, 1)]
    [InlineData(3, """[{"type":"reasoning","content":"One two three"}]""", 3, 3)]
    [InlineData(4, """[{"type":"reasoning","content":"One two three"},{"type":"message","content":"four"}]""", 4, 3)]
    [InlineData(9, """[{"type":"reasoning","content":"One two three"},{"type":"message","content":"four five"}]""", 5, 3)]
    public async Task Chat_MaxOutputTokens_CutsTheOutputThere(int max, string output, int total, int reasoning)
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        using Api api = new(lmStudio);
        lmStudio.Script.Enqueue(EmulatorStep.Reason("One two three"), EmulatorStep.Text("four five"));

        Api.Reply reply = await api.ChatAsync($$"""{"model":"qwen/qwen3-8b","input":"Count","max_output_tokens":{{max}} }""");

        Assert.Equal(output, reply.Json["output"]!.ToJsonString());
        Assert.Equal(total, (int)reply.Json["stats"]!["total_output_tokens"]!);
        Assert.Equal(reasoning, (int)reply.Json["stats"]!["reasoning_output_tokens"]!);
    }

    [Fact]
    public async Task Chat_FirstOfAModel_ReportsTheLoadTimeOnlyOnce()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync(static options => options.ModelLoadDuration = TimeSpan.FromMilliseconds(20));
        using Api api = new(lmStudio);

        Api.Reply first = await api.ChatAsync("""{"model":"qwen/qwen3-8b","input":"Hi"}""");
        Api.Reply second = await api.ChatAsync("""{"model":"qwen/qwen3-8b","input":"Hi"}""");

        Assert.True((double)first.Json["stats"]!["model_load_time_seconds"]! > 0);
        Assert.False(second.Json["stats"]!.AsObject().ContainsKey("model_load_time_seconds"));
    }

    [Fact]
    public async Task Chat_FunctionCall_IsAnInvalidToolCall()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        using Api api = new(lmStudio);
        lmStudio.Script.Enqueue(EmulatorStep.CallFunction("open_browser", new { url = "https://lmstudio.ai" }));

        Api.Reply reply = await api.ChatAsync("""{"model":"qwen/qwen3-8b","input":"Open a browser."}""");

        Assert.Equal(
            """[{"type":"invalid_tool_call","reason":"Cannot find tool with name open_browser.","metadata":{"type":"invalid_name","tool_name":"open_browser"}}]""",
            reply.Json["output"]!.ToJsonString());
    }

    [Fact]
    public async Task Chat_InvalidToolCall_SaysWhatIsWrongWithTheArguments()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        using Api api = new(lmStudio);
        lmStudio.Script.Enqueue(EmulatorStep.InvalidToolCall("search", "The limit must be a number.", new { limit = "one" }));

        Api.Reply reply = await api.ChatAsync("""{"model":"qwen/qwen3-8b","input":"Search."}""");

        Assert.Equal(
            """[{"type":"invalid_tool_call","reason":"The limit must be a number.","metadata":{"type":"invalid_arguments","tool_name":"search","arguments":{"limit":"one"}}}]""",
            reply.Json["output"]!.ToJsonString());
    }

    [Theory]
    [InlineData("internal_error", null, 500)]
    [InlineData("invalid_request", null, 400)]
    [InlineData("model_not_found", null, 404)]
    [InlineData("not_implemented", null, 501)]
    [InlineData("unknown", 503, 503)]
    public async Task Chat_FailsAfterSomeText_AnswersWithTheErrorAlone(string type, int? statusCode, int expected)
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        using Api api = new(lmStudio);
        lmStudio.Script.Enqueue(EmulatorStep.Text("Well"), EmulatorStep.Fail(type, "Model crashed.", code: "c", param: "p", statusCode: statusCode));

        Api.Reply reply = await api.ChatAsync("""{"model":"qwen/qwen3-8b","input":"Hi"}""");

        Assert.Equal(expected, reply.Status);
        Assert.Equal($$$"""{"error":{"type":"{{{type}}}","message":"Model crashed.","code":"c","param":"p"}}""", reply.Json.ToJsonString());
    }

    [Fact]
    public async Task Chat_PromptLongerThanTheContext_Overflows()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        using Api api = new(lmStudio);
        lmStudio.LoadModel("qwen/qwen3-8b", contextLength: 10);

        Api.Reply reply = await api.ChatAsync("""{"model":"qwen/qwen3-8b","input":"one two three four five six seven eight nine ten"}""");

        Assert.Equal(500, reply.Status);
        Assert.Equal(("internal_error", "unknown"), ((string?)reply.Json["error"]!["type"], (string?)reply.Json["error"]!["code"]));
        Assert.Equal(
            "The number of tokens to keep from the initial prompt is greater than the context length (n_keep: 14>= n_ctx: 10). "
            + "Try to load the model with a larger context length, or provide a shorter input.",
            (string?)reply.Json["error"]!["message"]);
    }

    [GeneratedRegex("resp_[0-9a-f]{48}")]
    private static partial Regex ResponseId();
}
