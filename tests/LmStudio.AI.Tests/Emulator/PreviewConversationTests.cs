using LmStudio.AI.Emulator;
using Microsoft.Extensions.AI;

namespace LmStudio.AI.Tests;

/// <summary>A server of the draft, as first published (docs/protocol.md, "Preview dialect").</summary>
public class PreviewConversationTests
{
    [Fact]
    public async Task GetResponse_ExampleOfTheDraft_IsAnsweredAndContinued()
    {
        AIFunction fetch = AIFunctionFactory.Create(static () => "# tiktoken", "fetch_tiktoken_documentation");
        await using EmulatorMcpServer mcp = await EmulatorMcpServer.StartAsync([fetch]);
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync(static options =>
        {
            options.Dialect = EmulatorDialect.Preview;
            options.AllowPrivateMcpAddresses = true;
        });
        lmStudio.Script.Enqueue(EmulatorStep.Reason("Fetch it."), EmulatorStep.CallTool("tiktoken", "fetch_tiktoken_documentation"), EmulatorStep.Text("It is a fast BPE tokeniser."));
        lmStudio.Script.Enqueue(EmulatorStep.Text("You are welcome."));
        using LmStudioClient lmStudioClient = lmStudio.CreateClient(dialect: LmStudioApiDialect.Preview);
        IChatClient client = lmStudioClient.AsIChatClient("openai/gpt-oss-20b");

        ChatResponse first = await client.GetResponseAsync(
            "What is the first sentence of the tiktoken documentation?",
            new()
            {
                Tools = [new HostedMcpServerTool("tiktoken", mcp.Endpoint) { AllowedTools = ["fetch_tiktoken_documentation"] }],
                Reasoning = new() { Effort = ReasoningEffort.Low },
                Temperature = 0.7f,
                ContextLength = 5000,
            });
        ChatResponse second = await client.GetResponseAsync("Thanks", new() { ConversationId = first.ConversationId });

        Assert.StartsWith("thread_", first.ConversationId);
        Assert.Equal("It is a fast BPE tokeniser.", first.Text);
        McpServerToolCallContent call = first.Messages[0].Contents.OfType<McpServerToolCallContent>().Single();
        Assert.Equal(("fetch_tiktoken_documentation", "tiktoken"), (call.Name, call.ServerName));
        Assert.Equal("# tiktoken", first.Messages[0].Contents.OfType<McpServerToolResultContent>().Single().Outputs!.Single().ToString());
        Assert.Equal("You are welcome.", second.Text);
        Json.Equal(
            $$"""
            {
                "model":"openai/gpt-oss-20b",
                "input":"What is the first sentence of the tiktoken documentation?",
                "mcp_servers":[{"server_label":"tiktoken","server_url":"{{mcp.Endpoint}}","allowed_tools":["fetch_tiktoken_documentation"]}],
                "reasoning_effort":"low",
                "temperature":0.7,
                "context_length":5000
            }
            """,
            lmStudio.GetChatBodies()[0]);
        Json.Equal($$"""{"model":"openai/gpt-oss-20b","input":"Thanks","thread_id":"{{first.ConversationId}}"}""", lmStudio.GetChatBodies()[1]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task AnyChat_AutoDialect_LearnsFromTheFirstAnswer(bool stream)
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync(static options => options.Dialect = EmulatorDialect.Preview);
        using LmStudioChatClient client = lmStudio.CreateChatClient();

        ChatResponse first = stream ? await client.GetStreamingResponseAsync("One").ToChatResponseAsync() : await client.GetResponseAsync("One");
        ChatResponse second = await client.GetResponseAsync("Two", new() { ConversationId = first.ConversationId, Reasoning = new() { Effort = ReasoningEffort.None } });

        Assert.StartsWith("thread_", first.ConversationId);
        Assert.Equal(first.ConversationId, second.ConversationId);
        Json.Equal($$"""{"model":"qwen/qwen3-8b","input":"Two","enable_thinking":false,"thread_id":"{{first.ConversationId}}"}""", lmStudio.GetChatBodies()[1]);
    }

    [Fact]
    public async Task GetResponse_ReleasedServerAskedInPreview_Refuses()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        using LmStudioClient client = lmStudio.CreateClient(dialect: LmStudioApiDialect.Preview);

        LmStudioException exception = await Assert.ThrowsAsync<LmStudioException>(() => client.AsIChatClient(EmulatorClients.Model).GetResponseAsync("Hi", new() { Reasoning = new() { Effort = ReasoningEffort.None } }));

        Assert.Equal((LmStudioErrorKind.InvalidRequest, "unrecognized_keys"), (exception.Kind, exception.ErrorCode));
    }
}
