using System.Text.Json;
using Microsoft.Extensions.AI;

namespace LmStudio.AI.Tests;

/// <summary>What whole answers of <c>/api/v1/chat</c> become (docs/protocol.md, "Chat response").</summary>
public class ResponseTests
{
    [Fact]
    public async Task GetResponse_Message_HasEverything()
    {
        DateTimeOffset before = DateTimeOffset.UtcNow;

        ChatResponse response = await Clients.GetAsync(Payload.Read("chat.json"));

        ChatMessage message = Assert.Single(response.Messages);
        Assert.Equal("Good morning.", Assert.IsType<TextContent>(Assert.Single(message.Contents)).Text);
        Assert.Equal(ChatRole.Assistant, message.Role);
        Assert.StartsWith("msg_", message.MessageId);
        Assert.Equal("resp_01f4b36a50a69b19bc133d2d364774c1e4a569fa1bfab1e9", response.ResponseId);
        Assert.Equal(response.ResponseId, response.ConversationId);
        Assert.Equal("google/gemma-3-4b", response.ModelId);
        Assert.Equal(ChatFinishReason.Stop, response.FinishReason);
        Assert.InRange(response.CreatedAt!.Value, before, DateTimeOffset.UtcNow);
        Assert.Equal((14, 4, 18, 0), (response.Usage!.InputTokenCount, response.Usage.OutputTokenCount, response.Usage.TotalTokenCount, response.Usage.ReasoningTokenCount));
        _ = Assert.IsType<LmStudioChatResult>(response.RawRepresentation);
        Assert.Same(response.RawRepresentation, message.RawRepresentation);
    }

    // protocol.md, "Chat response": calls have no ids, outputs are strings of MCP content.
    [Fact]
    public async Task GetResponse_ToolCalls_AreCallsWithResultsInOrder()
    {
        ChatResponse response = await Clients.GetAsync(Payload.Read("chat-mcp.json"));

        IList<AIContent> contents = Assert.Single(response.Messages).Contents;
        Assert.Equal(
            [typeof(McpServerToolCallContent), typeof(McpServerToolResultContent), typeof(TextContent), typeof(McpServerToolCallContent), typeof(McpServerToolResultContent), typeof(TextContent)],
            contents.Select(static content => content.GetType()));

        McpServerToolCallContent call = (McpServerToolCallContent)contents[0];
        Assert.Equal(("search_trains", "railway", response.Messages[0].MessageId + "_tool_1"), (call.Name, call.ServerName, call.CallId));
        Assert.Equal("""{"from":"Ulm","via":"","changes":1}""", JsonSerializer.Serialize(call.Arguments, AIJsonUtilities.DefaultOptions).Replace("\n", "").Replace(" ", ""));
        Assert.Null(call.RawRepresentation);

        McpServerToolResultContent result = (McpServerToolResultContent)contents[1];
        Assert.Equal(call.CallId, result.CallId);
        Assert.Equal("RE 5, 09:14", Assert.IsType<TextContent>(Assert.Single(result.Outputs!)).Text);
        Assert.Equal("search_trains", Assert.IsType<LmStudioOutputItem>(result.RawRepresentation).Tool);

        McpServerToolCallContent second = (McpServerToolCallContent)contents[3];
        Assert.Equal(("open_map", "mcp/maps", response.Messages[0].MessageId + "_tool_2"), (second.Name, second.ServerName, second.CallId));
        Assert.Equal("opened", Assert.IsType<TextContent>(Assert.Single(((McpServerToolResultContent)contents[4]).Outputs!)).Text);
        Assert.Equal("Take **platform 2**.", contents[5].ToString());
    }

    [Theory]
    [InlineData("""{"type":"invalid_tool_call","reason":"No such tool.","metadata":{"type":"invalid_name","tool_name":"fly"}}""", "fly", null, "invalid_name")]
    [InlineData("""{"type":"invalid_tool_call","reason":"No such tool.","metadata":{"type":"invalid_arguments","tool_name":"fly","arguments":{"to":"Ulm"},"provider_info":{"plugin_id":"mcp/wings","type":"plugin"}}}""", "fly", "mcp/wings", "invalid_arguments")]
    [InlineData("""{"type":"invalid_tool_call","reason":"No such tool."}""", "unknown", null, null)]
    public async Task GetResponse_InvalidToolCall_IsCallWithErrorResult(string item, string tool, string? server, string? code)
    {
        ChatResponse response = await Clients.GetAsync("""{"output":[ITEM],"stats":{}}""".Replace("ITEM", item));

        IList<AIContent> contents = response.Messages[0].Contents;
        McpServerToolCallContent call = Assert.IsType<McpServerToolCallContent>(contents[0]);
        Assert.Equal((tool, server), (call.Name, call.ServerName));
        Assert.Equal(code == "invalid_arguments" ? "Ulm" : null, call.Arguments?["to"]?.ToString());
        McpServerToolResultContent result = Assert.IsType<McpServerToolResultContent>(contents[1]);
        ErrorContent error = Assert.IsType<ErrorContent>(Assert.Single(result.Outputs!));
        Assert.Equal(("No such tool.", code), (error.Message, error.ErrorCode));
    }

    [Fact]
    public async Task GetResponse_Reasoning_ComesBeforeText()
    {
        ChatResponse response = await Clients.GetAsync("""{"output":[{"type":"reasoning","content":"Hm."},{"type":"message","content":"Yes."}],"stats":{"input_tokens":1,"total_output_tokens":9,"reasoning_output_tokens":7}}""");

        Assert.Equal("Hm.", Assert.IsType<TextReasoningContent>(response.Messages[0].Contents[0]).Text);
        Assert.Equal("Yes.", response.Text);
        Assert.Equal(7, response.Usage!.ReasoningTokenCount);
    }

    [Fact]
    public async Task GetResponse_ReasoningOutputNone_DropsTextAndKeepsCount()
    {
        ChatResponse response = await Clients.GetAsync(
            """{"output":[{"type":"reasoning","content":"Hm."},{"type":"message","content":"Yes."}],"stats":{"input_tokens":1,"total_output_tokens":9,"reasoning_output_tokens":7}}""",
            new() { Reasoning = new() { Output = ReasoningOutput.None } });

        Assert.Equal("Yes.", Assert.IsType<TextContent>(Assert.Single(response.Messages[0].Contents)).Text);
        Assert.Equal(7, response.Usage!.ReasoningTokenCount);
    }

    // protocol.md, "Length and context overflow": there is no stop reason, so counts decide.
    [Theory]
    [InlineData(null, 9, "stop")]
    [InlineData(10, 9, "stop")]
    [InlineData(9, 9, "length")]
    [InlineData(8, 9, "length")]
    [InlineData(9, null, "stop")]
    public async Task GetResponse_OutputTokens_TellWhetherTheAnswerWasCut(int? asked, int? generated, string expected)
    {
        ChatResponse response = await Clients.GetAsync(
            """{"output":[{"type":"message","content":"Yes."}],"stats":{"input_tokens":1,"total_output_tokens":N}}""".Replace("N", generated?.ToString() ?? "null"),
            new() { MaxOutputTokens = asked });

        Assert.Equal(expected, response.FinishReason!.Value.Value);
    }

    // protocol.md, "Length and context overflow": reasoning can use up all tokens, so that no message is left.
    [Fact]
    public async Task GetResponse_ReasoningOnly_IsCutWithoutText()
    {
        ChatResponse response = await Clients.GetAsync(Payload.ReadResult(Payload.Read("chat-reasoning-only.sse")), new() { MaxOutputTokens = 16 });

        Assert.Equal(ChatFinishReason.Length, response.FinishReason);
        Assert.Equal("", response.Text);
        Assert.Equal("Let me think about", Assert.IsType<TextReasoningContent>(Assert.Single(response.Messages[0].Contents)).Text);
    }

    // protocol.md, "Conversations": what is not stored has no id.
    [Fact]
    public async Task GetResponse_NotStored_HasNoIds()
    {
        ChatResponse response = await Clients.GetAsync(Payload.ReadResult(Payload.Read("chat-not-stored.sse")), new() { Store = false });

        Assert.Null(response.ResponseId);
        Assert.Null(response.ConversationId);
    }

    [Fact]
    public async Task GetResponse_NotStoredTurnOfConversation_HasNoIdsEither()
    {
        ChatResponse response = await Clients.GetAsync(Payload.ReadResult(Payload.Read("chat-not-stored.sse")), new() { Store = false, ConversationId = "resp_0" });

        Assert.Null(response.ConversationId);
    }

    // protocol.md, "Preview dialect".
    [Fact]
    public async Task GetResponse_PreviewAnswer_IsUnderstood()
    {
        ChatResponse response = await Clients.GetAsync(Payload.Read("preview-chat.json"));

        Assert.Equal("thread_01f4b36a50a69b19bc133d2d364774c1e4a569fa1bfab1e9", response.ConversationId);
        Assert.Equal(response.ConversationId, response.ResponseId);
        IList<AIContent> contents = response.Messages[0].Contents;
        McpServerToolCallContent call = Assert.IsType<McpServerToolCallContent>(contents[1]);
        Assert.Equal(("read_chapter", "manual"), (call.Name, call.ServerName));
        Assert.Equal("# Chapter 1", Assert.IsType<McpServerToolResultContent>(contents[2]).Outputs![0].ToString());
        Assert.Equal("It begins with “Chapter 1”.", response.Text);
        Assert.Equal(41.5, response.Stats!.TokensPerSecond);
        Assert.Null(response.Stats!.TimeToFirstTokenSeconds);
    }

    [Fact]
    public async Task GetResponse_UnknownAndEmptyItems_GiveNoContent()
    {
        ChatResponse response = await Clients.GetAsync("""{"output":[{"type":"picture","url":"x"},{"type":"message","content":""},{"type":"reasoning"},{"type":"message","content":"Hi"}],"stats":{}}""");

        Assert.Equal("Hi", Assert.IsType<TextContent>(Assert.Single(response.Messages[0].Contents)).Text);
    }

    [Fact]
    public async Task GetResponse_NoStats_HasNoUsage()
    {
        ChatResponse response = await Clients.GetAsync("""{"output":[]}""");

        Assert.Null(response.Usage);
        Assert.Null(response.Stats);
        Assert.Empty(Assert.Single(response.Messages).Contents);
        Assert.Equal(ChatFinishReason.Stop, response.FinishReason);
    }

    // protocol.md, "Chat response": whole numbers and fractions mix, and values may be missing.
    [Fact]
    public async Task GetResponse_WholeNumbersAsSpeeds_AreRead()
    {
        ChatResponse response = await Clients.GetAsync("""{"output":[],"stats":{"input_tokens":1,"total_output_tokens":2,"tokens_per_second":40,"time_to_first_token_seconds":1,"model_load_time_seconds":3}}""");

        Assert.Equal((40d, 1d, 3d), (response.Stats!.TokensPerSecond, response.Stats!.TimeToFirstTokenSeconds, response.Stats!.ModelLoadTimeSeconds));
        Assert.Equal((1, 2, null), (response.Stats!.InputTokens, response.Stats!.TotalOutputTokens, response.Stats!.ReasoningOutputTokens));
    }

    [Fact]
    public async Task Stats_ResponseFromCache_AreTheSame()
    {
        ChatResponse response = await Clients.GetAsync(Payload.Read("chat-mcp.json"));

        ChatResponse cached = JsonSerializer.Deserialize<ChatResponse>(JsonSerializer.Serialize(response, AIJsonUtilities.DefaultOptions), AIJsonUtilities.DefaultOptions)!;

        Assert.Null(cached.RawRepresentation);
        Assert.Equal(JsonSerializer.Serialize(response.Stats), JsonSerializer.Serialize(cached.Stats));
        Assert.Equal((702, 311, 0, 31.25, 1.25, 2.75), (cached.Stats!.InputTokens, cached.Stats!.TotalOutputTokens, cached.Stats!.ReasoningOutputTokens, cached.Stats!.TokensPerSecond, cached.Stats!.TimeToFirstTokenSeconds, cached.Stats!.ModelLoadTimeSeconds));
    }

    [Fact]
    public async Task Stats_StreamedResponse_AreTheSame()
    {
        ChatResponse response = (await Clients.StreamAsync(Payload.Read("chat-cold-start.sse"))).ToChatResponse();

        Assert.Equal((21, 9, 0, 71.25, 0.31, 3.5), (response.Stats!.InputTokens, response.Stats!.TotalOutputTokens, response.Stats!.ReasoningOutputTokens, response.Stats!.TokensPerSecond, response.Stats!.TimeToFirstTokenSeconds, response.Stats!.ModelLoadTimeSeconds));
    }

    [Fact]
    public void Stats_ResponseOfAnotherProvider_IsNull()
    {
        Assert.Null(new ChatResponse().Stats);
        Assert.Null(new ChatResponse(new ChatMessage(ChatRole.Assistant, "Hi")) { Usage = new() { InputTokenCount = 5 } }.Stats);
    }

    [Fact]
    public async Task GetResponse_TwoAnswers_HaveDifferentMessageAndCallIds()
    {
        ChatResponse first = await Clients.GetAsync(Payload.Read("chat-mcp.json"));
        ChatResponse second = await Clients.GetAsync(Payload.Read("chat-mcp.json"));

        Assert.NotEqual(first.Messages[0].MessageId, second.Messages[0].MessageId);
        Assert.NotEqual(((McpServerToolCallContent)first.Messages[0].Contents[0]).CallId, ((McpServerToolCallContent)second.Messages[0].Contents[0]).CallId);
    }
}
