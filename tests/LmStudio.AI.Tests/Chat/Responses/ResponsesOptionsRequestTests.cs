using System.Text.Json;
using Microsoft.Extensions.AI;

namespace LmStudio.AI.Tests;

/// <summary>How options are sent to <c>/v1/responses</c> (docs/protocol.md, "POST /v1/responses").</summary>
public class ResponsesOptionsRequestTests
{
    private const string Input = """[{"type":"message","role":"user","content":[{"type":"input_text","text":"Hi"}]}]""";

    private static readonly AIFunction GetTide = AIFunctionFactory.Create((string port) => "rising", "get_tide", "Tells the tide.");
    private static readonly AIFunction GetTime = AIFunctionFactory.Create(() => 7, "get_time");

    [Fact]
    public Task GetResponse_Sampling_IsSent() => VerifyAsync(
        """{"temperature":0.5,"top_p":0.25,"max_output_tokens":100,"store":true}""",
        new() { Temperature = 0.5f, TopP = 0.25f, MaxOutputTokens = 100, Store = true });

    [Fact]
    public Task GetResponse_NotStored_IsSent() => VerifyAsync("""{"store":false}""", new() { Store = false });

    [Fact]
    public async Task GetStreamingResponse_Request_AsksForStream()
    {
        using VerbatimHttpHandler handler = new VerbatimHttpHandler().Expect(
            "POST /v1/responses", $$"""{"model":"m","input":{{Input}},"stream":true}""", Answer.Stream(ResponsesPayloads.Message));

        _ = await ResponsesChat.CreateClient(handler).GetStreamingResponseAsync("Hi").ToChatResponseAsync();

        handler.Verify();
    }

    // protocol.md: nested reasoning.effort; "none" switches it off; a flat reasoning_effort is ignored.
    [Theory]
    [InlineData("off", "none")]
    [InlineData("on", null)]
    [InlineData("low", "low")]
    [InlineData("medium", "medium")]
    [InlineData("high", "high")]
    [InlineData("xhigh", "xhigh")]
    [InlineData(null, null)]
    public void Map_Reasoning_IsEffortInOpenAIsWords(string? reasoning, string? effort)
    {
        ChatTurn turn = new([new ChatMessage(ChatRole.User, "Hi")], options: null, LmStudioChatEndpoint.Responses) { Model = "m", Reasoning = reasoning };

        Assert.Equal(effort, ResponsesRequestMapper.Map(turn, stream: false).Reasoning?.Effort);
    }

    [Fact]
    public async Task GetResponse_ReasoningEffort_IsNested()
    {
        using VerbatimHttpHandler handler = new VerbatimHttpHandler()
            .ExpectModels("""{"models":[]}""")
            .Expect("POST /v1/responses", $$$"""{"model":"m","input":{{{Input}}},"reasoning":{"effort":"low"}}""", Answer.Json(ResponsesChat.AnyAnswer));

        _ = await ResponsesChat.CreateClient(handler).GetResponseAsync("Hi", new() { Reasoning = new() { Effort = ReasoningEffort.Low } });

        handler.Verify();
    }

    // protocol.md: tools are flat; a nested "function" is refused.
    [Fact]
    public Task GetResponse_Function_IsFlat() => VerifyAsync(
        """
        {"tools":[{"type":"function","name":"get_tide","description":"Tells the tide.","parameters":{"type":"object","properties":{"port":{"type":"string"}},"required":["port"]}}]}
        """,
        new() { Tools = [GetTide] });

    [Fact]
    public async Task GetResponse_StrictFunction_SaysSo()
    {
        string body = await SendAsync(new() { Tools = [AIFunctionFactory.Create(() => 7, new AIFunctionFactoryOptions { Name = "get_time", AdditionalProperties = new Dictionary<string, object?> { ["strict"] = true } })] });

        using JsonDocument request = JsonDocument.Parse(body);
        Assert.True(request.RootElement.GetProperty("tools")[0].GetProperty("strict").GetBoolean());
    }

    [Fact]
    public async Task GetResponse_MultipleToolCalls_ArePassedOnWithTools()
    {
        Assert.Contains("\"parallel_tool_calls\":false", await SendAsync(new() { Tools = [GetTide], AllowMultipleToolCalls = false }));
        Assert.DoesNotContain("parallel_tool_calls", await SendAsync(new() { AllowMultipleToolCalls = false }));
    }

    // protocol.md: tool_choice is a string; an object is refused.
    [Fact]
    public async Task GetResponse_ToolMode_IsWord()
    {
        Assert.Contains("\"tool_choice\":\"auto\"", await SendAsync(new() { Tools = [GetTide], ToolMode = ChatToolMode.Auto }));
        Assert.Contains("\"tool_choice\":\"required\"", await SendAsync(new() { Tools = [GetTide], ToolMode = ChatToolMode.RequireAny }));
        Assert.DoesNotContain("tool_choice", await SendAsync(new() { Tools = [GetTide] }));
    }

    [Fact]
    public Task GetResponse_NoToolMayBeCalled_SendsNone() => VerifyAsync("{}", new()
    {
        Tools = [GetTide, new HostedMcpServerTool("atlas", new Uri("https://atlas.test/mcp"))],
        ToolMode = ChatToolMode.None,
    });

    [Fact]
    public async Task GetResponse_SpecificFunctionRequired_SendsOnlyIt()
    {
        string body = await SendAsync(new()
        {
            Tools = [GetTide, GetTime, new HostedMcpServerTool("atlas", new Uri("https://atlas.test/mcp"))],
            ToolMode = ChatToolMode.RequireSpecific("get_time"),
        });

        using JsonDocument request = JsonDocument.Parse(body);
        Assert.Equal("get_time", Assert.Single(request.RootElement.GetProperty("tools").EnumerateArray()).GetProperty("name").GetString());
        Assert.Equal("required", request.RootElement.GetProperty("tool_choice").GetString());
    }

    [Fact]
    public async Task GetResponse_UnknownFunctionRequired_NamesIt()
    {
        ArgumentException exception = await Assert.ThrowsAsync<ArgumentException>(() => SendAsync(new() { Tools = [GetTide], ToolMode = ChatToolMode.RequireSpecific("get_moon") }));

        Assert.Contains("get_moon", exception.Message);
    }

    // protocol.md: the schema goes into text.format; a response_format is ignored.
    [Fact]
    public async Task GetResponse_Schema_IsTextFormat()
    {
        using JsonDocument schema = JsonDocument.Parse("""{"type":"object","properties":{"port":{"type":"string"}}}""");

        await VerifyAsync(
            """{"text":{"format":{"type":"json_schema","name":"port_1_","schema":{"type":"object","properties":{"port":{"type":"string"}}},"strict":true}}}""",
            new() { ResponseFormat = ChatResponseFormat.ForJsonSchema(schema.RootElement, "port`1 ") });
    }

    [Fact]
    public Task GetResponse_JsonWithoutSchema_IsAnyObject() => VerifyAsync(
        """{"text":{"format":{"type":"json_schema","name":"response","schema":{"type":"object"},"strict":false}}}""",
        new() { ResponseFormat = ChatResponseFormat.Json, AdditionalProperties = new() { ["strict"] = false } });

    [Fact]
    public Task GetResponse_TextFormat_IsNotSent() => VerifyAsync("{}", new() { ResponseFormat = ChatResponseFormat.Text });

    /// <summary>Checks what is sent beside the model and the input.</summary>
    private static Task VerifyAsync(string expected, ChatOptions options)
    {
        string rest = expected.Trim()[1..];
        return ResponsesChat.VerifyRequestAsync($$"""{"model":"m","input":{{Input}}{{(rest == "}" ? rest : "," + rest)}}""", [new(ChatRole.User, "Hi")], options);
    }

    private static async Task<string> SendAsync(ChatOptions options)
    {
        using VerbatimHttpHandler handler = new VerbatimHttpHandler().Expect("POST /v1/responses", "*", Answer.Json(ResponsesChat.AnyAnswer));
        _ = await ResponsesChat.CreateClient(handler).GetResponseAsync("Hi", options);
        return handler.Bodies.Single();
    }
}
