using Microsoft.Extensions.AI;

namespace LmStudio.AI.Tests;

/// <summary>The two forms of the native chat (docs/protocol.md, "Preview dialect").</summary>
public class DialectTests
{
    private const string PreviewAnswer = """{"model_instance_id":"m","output":[{"type":"message","content":"ok"}],"stats":{"input_tokens":1,"total_output_tokens":2,"reasoning_output_tokens":0,"tokens_per_second":40.5},"thread_id":"thread_1"}""";

    [Fact]
    public async Task GetResponse_Preview_WritesTheDraftsOwnExample()
    {
        using VerbatimHttpHandler handler = VerbatimHttpHandler.ForChat(
            """
            {
                "model":"openai/gpt-oss-20b",
                "input":"What is the first sentence of the tiktoken documentation?",
                "mcp_servers":[{"server_label":"tiktoken","server_url":"https://gitmcp.io/openai/tiktoken","allowed_tools":["fetch_tiktoken_documentation"]}],
                "reasoning_effort":"low",
                "temperature":0.7,
                "context_length":5000
            }
            """,
            Answer.Json(Payload.Read("preview-chat.json")));

        ChatResponse response = await Clients.CreateChat(handler, "openai/gpt-oss-20b", dialect: LmStudioApiDialect.Preview).GetResponseAsync(
            "What is the first sentence of the tiktoken documentation?",
            new()
            {
                Tools = [new HostedMcpServerTool("tiktoken", new Uri("https://gitmcp.io/openai/tiktoken")) { AllowedTools = ["fetch_tiktoken_documentation"] }],
                Reasoning = new() { Effort = ReasoningEffort.Low },
                Temperature = 0.7f,
                ContextLength = 5000,
            });

        Assert.Equal("thread_01f4b36a50a69b19bc133d2d364774c1e4a569fa1bfab1e9", response.ConversationId);
    }

    [Theory]
    [InlineData("off", "\"enable_thinking\":false")]
    [InlineData("on", "\"enable_thinking\":true")]
    [InlineData("low", "\"reasoning_effort\":\"low\"")]
    [InlineData("medium", "\"reasoning_effort\":\"medium\"")]
    [InlineData("high", "\"reasoning_effort\":\"high\"")]
    [InlineData("xhigh", "\"reasoning_effort\":\"high\"")]
    public async Task ChatAsync_PreviewReasoning_IsOneOfTwoFields(string reasoning, string expected)
    {
        using VerbatimHttpHandler handler = VerbatimHttpHandler.ForChat($$"""{"model":"m","input":"Hi",{{expected}}}""", Answer.Json(PreviewAnswer));

        _ = await Clients.Create(handler, LmStudioApiDialect.Preview).ChatAsync(new() { Model = "m", Input = [LmStudioInputItem.Text("Hi")], Reasoning = reasoning });
    }

    [Fact]
    public async Task GetResponse_PreviewWithAllElse_KeepsNames()
    {
        using VerbatimHttpHandler handler = VerbatimHttpHandler.ForChat(
            """{"model":"m","input":"One\nTwo","system_prompt":"Be brief.","temperature":0.5,"top_p":0.5,"top_k":5,"min_p":0.5,"repeat_penalty":1.5,"max_output_tokens":9,"context_length":512,"store":false,"stream":true}""",
            Answer.Stream(Payload.Read("preview-tool-call.sse")));

        ChatResponse response = await Clients.CreateChat(handler, "m", dialect: LmStudioApiDialect.Preview).GetStreamingResponseAsync(
            [new(ChatRole.User, "One"), new(ChatRole.User, "Two")],
            new() { Instructions = "Be brief.", Temperature = 0.5f, TopP = 0.5f, TopK = 5, MinP = 0.5f, RepeatPenalty = 1.5f, MaxOutputTokens = 9, ContextLength = 512, Store = false }).ToChatResponseAsync();

        Assert.Equal("Which book?", response.Text);
    }

    [Fact]
    public async Task GetResponse_AutoAndThreadIdPassedIn_WritesPreview()
    {
        using VerbatimHttpHandler handler = VerbatimHttpHandler.ForChat("""{"model":"m","input":"Hi","thread_id":"thread_0"}""", Answer.Json(PreviewAnswer));

        _ = await Clients.CreateChat(handler).GetResponseAsync("Hi", new() { ConversationId = "thread_0" });
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task GetResponse_AutoAndThreadIdComesBack_WritesPreviewFromThenOn(bool stream)
    {
        using VerbatimHttpHandler handler = new VerbatimHttpHandler()
            .Expect("POST /api/v1/chat", "*", stream ? Answer.Stream(Payload.Read("preview-tool-call.sse")) : Answer.Json(PreviewAnswer))
            .Expect(
                "POST /api/v1/chat",
                """{"model":"m","input":"Hi","mcp_servers":[{"server_label":"x","server_url":"https://x.test/"}]}""",
                Answer.Json(PreviewAnswer));
        IChatClient client = Clients.CreateChat(handler);

        _ = stream ? await client.GetStreamingResponseAsync("Hi").ToChatResponseAsync() : await client.GetResponseAsync("Hi");
        _ = await client.GetResponseAsync("Hi", new() { Tools = [new HostedMcpServerTool("x", new Uri("https://x.test"))] });

        handler.Verify();
    }

    [Fact]
    public async Task GetResponse_ReleasedAndThreadId_StaysReleased()
    {
        using VerbatimHttpHandler handler = VerbatimHttpHandler.ForChat("""{"model":"m","input":"Hi","previous_response_id":"thread_0"}""", Answer.Json(PreviewAnswer));

        _ = await Clients.CreateChat(handler, dialect: LmStudioApiDialect.Released).GetResponseAsync("Hi", new() { ConversationId = "thread_0" });
    }

    public static TheoryData<ChatMessage, ChatOptions, string> Unsayable => new()
    {
        { new(ChatRole.User, [new DataContent(new byte[] { 1 }, "image/png")]), new(), "images" },
        { new(ChatRole.User, "Hi"), new() { Tools = [new HostedMcpServerTool("x", "mcp/x")] }, "plugins" },
        { new(ChatRole.User, "Hi"), new() { Tools = [new HostedMcpServerTool("x", "https://x.test") { Headers = new Dictionary<string, string> { ["A"] = "b" } }] }, "headers" },
    };

    [Theory]
    [MemberData(nameof(Unsayable))]
    public async Task AnyChat_PreviewCannotSayIt_ThrowsBeforeSending(ChatMessage message, ChatOptions options, string name)
    {
        using VerbatimHttpHandler handler = new();
        IChatClient client = Clients.CreateChat(handler, dialect: LmStudioApiDialect.Preview);

        NotSupportedException exception = await Assert.ThrowsAsync<NotSupportedException>(() => client.GetResponseAsync([message], options));
        _ = await Assert.ThrowsAsync<NotSupportedException>(() => client.GetStreamingResponseAsync([message], options).ToChatResponseAsync());

        Assert.Contains(name, exception.Message);
        Assert.Empty(handler.Requests);
    }
}
