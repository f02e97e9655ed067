using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;

namespace LmStudio.AI.Emulator.Tests;

public sealed class PreviewDialectTests
{
    [Fact]
    public async Task Chat_PublishedExample_AnswersWithMcpCallAndThread()
    {
        AIFunction docs = AIFunctionFactory.Create(static () => "# tiktoken", "fetch_tiktoken_documentation");
        await using EmulatorMcpServer mcp = await EmulatorMcpServer.StartAsync([docs]);
        await using LmStudioEmulator lmStudio = await StartAsync();
        using Api api = new(lmStudio);
        lmStudio.LoadModel("openai/gpt-oss-20b");
        lmStudio.Script.Enqueue(new EmulatorTurn(
            EmulatorStep.Reason("Use the function."),
            EmulatorStep.CallTool("tiktoken", "fetch_tiktoken_documentation"),
            EmulatorStep.Text("A fast tokeniser."))
        {
            Stats = new() { InputTokens = 159, TotalOutputTokens = 74, ReasoningOutputTokens = 12, TokensPerSecond = 43.5 },
        });

        Api.Reply reply = await api.ChatAsync($$"""
            {
              "model": "openai/gpt-oss-20b",
              "input": "What is the first sentence of the tiktoken documentation?",
              "mcp_servers": [
                { "server_label": "tiktoken", "server_url": "{{mcp.Endpoint}}", "allowed_tools": ["fetch_tiktoken_documentation"] }
              ],
              "reasoning_effort": "low",
              "temperature": 0.7,
              "context_length": 5000
            }
            """);

        Assert.Equal(200, reply.Status);
        Assert.Matches("^thread_[0-9a-f]{48}$", (string?)reply.Json["thread_id"]);
        Assert.True(JsonNode.DeepEquals(
            JsonNode.Parse($$"""
                {
                  "model_instance_id": "openai/gpt-oss-20b",
                  "output": [
                    { "type": "reasoning", "content": "Use the function." },
                    {
                      "type": "mcp_call",
                      "server_label": "tiktoken",
                      "tool": "fetch_tiktoken_documentation",
                      "arguments": {},
                      "output": "[{\"type\":\"text\",\"text\":\"# tiktoken\"}]"
                    },
                    { "type": "message", "content": "A fast tokeniser." }
                  ],
                  "stats": { "input_tokens": 159, "total_output_tokens": 74, "reasoning_output_tokens": 12, "tokens_per_second": 43.5 },
                  "thread_id": "{{reply.Json["thread_id"]}}"
                }
                """),
            reply.Json));
    }

    [Fact]
    public async Task ThreadId_Continued_StaysTheSameAndGrows()
    {
        await using LmStudioEmulator lmStudio = await StartAsync();
        using Api api = new(lmStudio);

        Api.Reply first = await api.ChatAsync("""{"model":"google/gemma-3-1b","input":"My name is Ada."}""");
        string thread = (string)first.Json["thread_id"]!;
        Api.Reply second = await api.ChatAsync($$"""{"model":"google/gemma-3-1b","input":"Hi again.","thread_id":"{{thread}}"}""");
        Api.Reply third = await api.ChatAsync($$"""{"model":"google/gemma-3-1b","input":"What is my name?","thread_id":"{{thread}}"}""");

        Assert.Equal(thread, (string?)second.Json["thread_id"]);
        Assert.Equal(thread, (string?)third.Json["thread_id"]);
        Assert.StartsWith("Your name is Ada.", (string?)third.Json["output"]![0]!["content"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task ThreadId_StoreFalse_IsNotAppendedTo()
    {
        await using LmStudioEmulator lmStudio = await StartAsync();
        using Api api = new(lmStudio);
        string thread = (string)(await api.ChatAsync("""{"model":"google/gemma-3-1b","input":"one"}""")).Json["thread_id"]!;

        Api.Reply aside = await api.ChatAsync($$"""{"model":"google/gemma-3-1b","input":"two","thread_id":"{{thread}}","store":false}""");
        Api.Reply next = await api.ChatAsync($$"""{"model":"google/gemma-3-1b","input":"What did I say?","thread_id":"{{thread}}"}""");

        Assert.False(aside.Json.AsObject().ContainsKey("thread_id"));
        Assert.StartsWith("Before this, you said: “one”", (string?)next.Json["output"]![0]!["content"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task ThreadId_Unknown_IsRefused()
    {
        await using LmStudioEmulator lmStudio = await StartAsync();
        using Api api = new(lmStudio);

        Api.Reply reply = await api.ChatAsync("""{"model":"google/gemma-3-1b","input":"Hi","thread_id":"thread_unknown"}""");

        Assert.Equal((400, "thread_id"), (reply.Status, (string?)reply.Json["error"]!["param"]));
    }

    [Fact]
    public async Task Stream_ThreadId_IsInTheResultOfTheLastEvent()
    {
        await using LmStudioEmulator lmStudio = await StartAsync();
        using Api api = new(lmStudio);

        IReadOnlyList<Api.StreamEvent> events = await api.StreamAsync("""{"model":"google/gemma-3-1b","input":"Hi","stream":true}""");

        Assert.Equal("chat.end", events[^1].Type);
        Assert.StartsWith("thread_", (string?)events[^1].Json["result"]!["thread_id"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"model":"google/gemma-3-1b","input":"Hi","reasoning_effort":"high"}""")]
    [InlineData("""{"model":"google/gemma-3-1b","input":"Hi","enable_thinking":true}""")]
    [InlineData("""{"model":"openai/gpt-oss-20b","input":"Hi","enable_thinking":false}""")]
    public async Task Chat_ReasoningTheModelDoesNotTake_IsIgnored(string request)
    {
        await using LmStudioEmulator lmStudio = await StartAsync();
        using Api api = new(lmStudio);

        Assert.Equal(200, (await api.ChatAsync(request)).Status);
    }

    [Theory]
    [InlineData("""{"model":"qwen/qwen3-8b","input":"Hi","enable_thinking":true}""", true)]
    [InlineData("""{"model":"qwen/qwen3-8b","input":"Hi","enable_thinking":false}""", false)]
    public async Task Chat_EnableThinking_SwitchesReasoning(string request, bool thinks)
    {
        await using LmStudioEmulator lmStudio = await StartAsync();
        using Api api = new(lmStudio);

        Api.Reply reply = await api.ChatAsync(request);

        Assert.Equal(thinks ? "reasoning" : "message", (string?)reply.Json["output"]![0]!["type"]);
    }

    [Theory]
    [InlineData("\"previous_response_id\":\"resp_1\"", "Unrecognized key(s) in object: 'previous_response_id'")]
    [InlineData("\"integrations\":[]", "Unrecognized key(s) in object: 'integrations'")]
    [InlineData("\"reasoning\":\"on\"", "Unrecognized key(s) in object: 'reasoning'")]
    [InlineData("\"reasoning_effort\":\"max\"", "Invalid enum value. Expected 'low' | 'medium' | 'high', received 'max'")]
    [InlineData("\"thread_id\":\"resp_1\"", "Invalid input: must start with \"thread_\"")]
    [InlineData("\"mcp_servers\":[{\"server_label\":\"x\"}]", "'mcp_servers.0.server_url' is required")]
    public async Task Chat_OutsideTheDialect_IsRefused(string field, string message)
    {
        await using LmStudioEmulator lmStudio = await StartAsync();
        using Api api = new(lmStudio);

        Api.Reply reply = await api.ChatAsync($$"""{"model":"qwen/qwen3-8b","input":"Hi",{{field}} }""");

        Assert.Equal(400, reply.Status);
        Assert.Equal(message, (string?)reply.Json["error"]!["message"]);
    }

    [Fact]
    public async Task Chat_InputArray_IsRefused()
    {
        await using LmStudioEmulator lmStudio = await StartAsync();
        using Api api = new(lmStudio);

        Api.Reply reply = await api.ChatAsync("""{"model":"qwen/qwen3-8b","input":[{"type":"text","content":"Hi"}]}""");

        Assert.Equal("Expected string, received array", (string?)reply.Json["error"]!["message"]);
    }

    private static Task<LmStudioEmulator> StartAsync() => LmStudioEmulator.StartAsync(static options =>
    {
        options.Dialect = EmulatorDialect.Preview;
        options.AllowPrivateMcpAddresses = true;
    });
}
