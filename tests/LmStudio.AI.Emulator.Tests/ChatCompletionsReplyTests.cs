namespace LmStudio.AI.Emulator.Tests;

public sealed class ChatCompletionsReplyTests
{
    private const string Path = "/v1/chat/completions";

    [Fact]
    public async Task Reply_Text_HasReasoningContentAndToolCallsEmptyAsTheyAre()
    {
        await using LmStudioEmulator lmStudio = await StartAsync();
        using Api api = new(lmStudio);
        lmStudio.Script.Enqueue(EmulatorStep.Text("hi there"));

        Api.Reply reply = await api.PostAsync(Path, """{"model":"qwen/qwen3-8b","messages":[{"role":"user","content":"Say hi to me, please!"}]}""");

        Assert.Equal(
            """
            {
              "id": "chatcmpl-0",
              "object": "chat.completion",
              "created": 1769601600,
              "model": "qwen/qwen3-8b",
              "choices": [
                {
                  "index": 0,
                  "message": {
                    "role": "assistant",
                    "content": "hi there",
                    "reasoning_content": "",
                    "tool_calls": []
                  },
                  "logprobs": null,
                  "finish_reason": "stop"
                }
              ],
              "usage": {
                "prompt_tokens": 9,
                "completion_tokens": 2,
                "total_tokens": 11,
                "completion_tokens_details": {
                  "reasoning_tokens": 0
                }
              },
              "stats": {},
              "system_fingerprint": "qwen/qwen3-8b"
            }
            """,
            Wire.Mask(reply.Body));
    }

    [Fact]
    public async Task Reply_Reasoning_IsInReasoningContent()
    {
        await using LmStudioEmulator lmStudio = await StartAsync();
        using Api api = new(lmStudio);
        lmStudio.Script.Enqueue(EmulatorStep.Reason("Hm, hm."), EmulatorStep.Text("Yes."));

        Api.Reply reply = await api.PostAsync(Path, """{"model":"qwen/qwen3-8b","messages":[{"role":"user","content":"Hi"}]}""");

        Wire.AssertJson(
            """{"role":"assistant","content":"Yes.","reasoning_content":"Hm, hm.","tool_calls":[]}""", reply.Json["choices"]![0]!["message"]);
        Assert.Equal(2, (int?)reply.Json["usage"]!["completion_tokens_details"]!["reasoning_tokens"]);
    }

    [Fact]
    public async Task Reply_ReasoningOfGptOss_IsInReasoning()
    {
        await using LmStudioEmulator lmStudio = await StartAsync();
        using Api api = new(lmStudio);
        lmStudio.Script.Enqueue(EmulatorStep.Reason("Hm, hm."), EmulatorStep.Text("Yes."));

        Api.Reply reply = await api.PostAsync(Path, """{"model":"openai/gpt-oss-20b","messages":[{"role":"user","content":"Hi"}]}""");

        Wire.AssertJson(
            """{"role":"assistant","content":"Yes.","reasoning":"Hm, hm.","tool_calls":[]}""", reply.Json["choices"]![0]!["message"]);
    }

    [Fact]
    public async Task Reply_FunctionCalls_HaveNumbersForIds()
    {
        await using LmStudioEmulator lmStudio = await StartAsync();
        using Api api = new(lmStudio);
        lmStudio.Script.Enqueue(EmulatorStep.CallFunction("get_weather", new { city = "Zürich" }), EmulatorStep.CallFunction("get_time"));

        Api.Reply reply = await api.PostAsync(Path, """{"model":"qwen/qwen3-8b","messages":[{"role":"user","content":"Hi"}]}""");

        Wire.AssertJson(
            """
            {
              "index": 0,
              "message": {
                "role": "assistant", "content": "", "reasoning_content": "",
                "tool_calls": [
                  { "type": "function", "id": "123456789", "function": { "name": "get_weather", "arguments": "{\"city\":\"Zürich\"}" } },
                  { "type": "function", "id": "987654321", "function": { "name": "get_time", "arguments": "{}" } }
                ]
              },
              "logprobs": null,
              "finish_reason": "tool_calls"
            }
            """,
            reply.Json["choices"]![0]);
        List<string?> ids = reply.Json["choices"]![0]!["message"]!["tool_calls"]!.AsArray().Select(static call => (string?)call!["id"]).ToList();
        Assert.All(ids, static id => Assert.Matches("^[0-9]{9}$", id));
        Assert.NotEqual(ids[0], ids[1]);
    }

    [Fact]
    public async Task Reply_TextAfterAFunctionCall_IsNotWritten()
    {
        await using LmStudioEmulator lmStudio = await StartAsync();
        using Api api = new(lmStudio);
        lmStudio.Script.Enqueue(EmulatorStep.Text("Let me see."), EmulatorStep.CallFunction("get_time"), EmulatorStep.Text("It is late."));

        Api.Reply reply = await api.PostAsync(Path, """{"model":"qwen/qwen3-8b","messages":[{"role":"user","content":"Hi"}]}""");

        Assert.Equal("Let me see.", (string?)reply.Json["choices"]![0]!["message"]!["content"]);
        Assert.Equal("tool_calls", (string?)reply.Json["choices"]![0]!["finish_reason"]);
    }

    [Fact]
    public async Task Reply_InvalidToolCall_IsACallWhoseArgumentsBreakOff()
    {
        await using LmStudioEmulator lmStudio = await StartAsync();
        using Api api = new(lmStudio);
        lmStudio.Script.Enqueue(EmulatorStep.InvalidToolCall("get_weather", "Not JSON.", new { city = "Bern" }));

        Api.Reply reply = await api.PostAsync(Path, """{"model":"qwen/qwen3-8b","messages":[{"role":"user","content":"Hi"}]}""");

        Assert.Equal("{\"city\"", (string?)reply.Json["choices"]![0]!["message"]!["tool_calls"]![0]!["function"]!["arguments"]);
    }

    [Theory]
    [InlineData("\"max_tokens\":2", "One two", "length")]
    [InlineData("\"max_completion_tokens\":2", "One two", "length")]
    [InlineData("\"max_tokens\":3", "One two three", "length")]
    [InlineData("\"max_tokens\":4", "One two three", "stop")]
    [InlineData("\"max_tokens\":-1", "One two three", "stop")]
    [InlineData("\"max_tokens\":null", "One two three", "stop")]
    [InlineData("\"stop\":\" th\"", "One two", "stop")]
    [InlineData("\"stop\":[\"ree\",\"wo\"]", "One t", "stop")]
    [InlineData("\"unheard_of\":true,\"ttl\":60,\"draft_model\":\"x\",\"logit_bias\":{},\"repeat_penalty\":1.1", "One two three", "stop")]
    public async Task Reply_Option_EndsTheAnswer(string option, string content, string finishReason)
    {
        await using LmStudioEmulator lmStudio = await StartAsync();
        using Api api = new(lmStudio);
        lmStudio.Script.Enqueue(EmulatorStep.Text("One two "), EmulatorStep.Text("three"));

        Api.Reply reply = await api.PostAsync(Path, $$"""{"model":"qwen/qwen3-8b",{{option}},"messages":[{"role":"user","content":"Count!"}]}""");

        Assert.Equal(content.TrimEnd(), ((string?)reply.Json["choices"]![0]!["message"]!["content"])!.TrimEnd());
        Assert.Equal(finishReason, (string?)reply.Json["choices"]![0]!["finish_reason"]);
    }

    [Fact]
    public async Task Reply_LimitWithinACall_HasNoCall()
    {
        await using LmStudioEmulator lmStudio = await StartAsync();
        using Api api = new(lmStudio);
        lmStudio.Script.Enqueue(EmulatorStep.Text("Well."), EmulatorStep.CallFunction("get_weather", new { city = "Bern" }));

        Api.Reply reply = await api.PostAsync(Path, """{"model":"qwen/qwen3-8b","max_tokens":2,"messages":[{"role":"user","content":"Hi"}]}""");

        Assert.Equal("length", (string?)reply.Json["choices"]![0]!["finish_reason"]);
        Assert.Empty(reply.Json["choices"]![0]!["message"]!["tool_calls"]!.AsArray());
    }

    [Fact]
    public async Task Reply_ScriptedStats_AreReported()
    {
        await using LmStudioEmulator lmStudio = await StartAsync();
        using Api api = new(lmStudio);
        lmStudio.Script.Enqueue(new EmulatorTurn(EmulatorStep.Text("Hi")) { Stats = new() { InputTokens = 10, TotalOutputTokens = 20, ReasoningOutputTokens = 5 } });

        Api.Reply reply = await api.PostAsync(Path, """{"model":"qwen/qwen3-8b","messages":[{"role":"user","content":"Hi"}]}""");

        Wire.AssertJson(
            """{"prompt_tokens":10,"completion_tokens":20,"total_tokens":30,"completion_tokens_details":{"reasoning_tokens":5} }""", reply.Json["usage"]);
    }

    private static async Task<LmStudioEmulator> StartAsync()
    {
        LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync(static options => options.TimeProvider = new ManualTimeProvider());
        lmStudio.LoadModel("qwen/qwen3-8b");
        lmStudio.LoadModel("openai/gpt-oss-20b");
        return lmStudio;
    }
}
