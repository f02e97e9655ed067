using System.Text.Json;
using Microsoft.Extensions.AI;

namespace LmStudio.AI.Tests;

/// <summary>How whole answers are read (docs/protocol.md, "POST /v1/chat/completions").</summary>
public class ChatCompletionsAnswerTests
{
    [Fact]
    public async Task GetResponse_Answer_HasAllThatServerTells()
    {
        ChatResponse response = await Completions.GetAsync(CompletionPayloads.Whole("reasoning-content"));

        Assert.Equal("chatcmpl-b1o8ks2v0p7", response.ResponseId);
        Assert.Equal("books-7b", response.ModelId);
        Assert.Equal(ChatFinishReason.Length, response.FinishReason);
        Assert.Equal(20, response.Usage!.InputTokenCount);
        Assert.Equal(30, response.Usage.OutputTokenCount);
        Assert.Equal(50, response.Usage.TotalTokenCount);
        Assert.Equal(25, response.Usage.ReasoningTokenCount);
        ChatMessage message = Assert.Single(response.Messages);
        Assert.Equal(ChatRole.Assistant, message.Role);
        Assert.StartsWith("msg_", message.MessageId);
        Assert.Equal("Who wrote it?", Assert.IsType<TextReasoningContent>(message.Contents[0]).Text);
        Assert.Equal("Ende.", Assert.IsType<TextContent>(message.Contents[1]).Text);
    }

    // Nothing is stored, so there is nothing to continue from.
    [Fact]
    public async Task GetResponse_Answer_HasNoConversationId()
    {
        ChatResponse response = await Completions.GetAsync(CompletionPayloads.Whole("text"));

        Assert.Null(response.ConversationId);
    }

    [Fact]
    public async Task GetResponse_Answer_KeepsJson()
    {
        ChatResponse response = await Completions.GetAsync(CompletionPayloads.Whole("text"));

        LmStudioCompatibleChatEvent raw = Assert.IsType<LmStudioCompatibleChatEvent>(response.RawRepresentation);
        Assert.Equal("chat.completion", raw.Type);
        Assert.Equal("books-7b", raw.Data.GetProperty("system_fingerprint").GetString());
    }

    // "tool_calls":[] and "reasoning_content":"" are in every answer.
    [Fact]
    public async Task GetResponse_EmptyReasoningAndCalls_GiveNoContent()
    {
        ChatResponse response = await Completions.GetAsync(CompletionPayloads.Whole("text"));

        _ = Assert.IsType<TextContent>(Assert.Single(response.Messages[0].Contents));
        Assert.Equal(ChatFinishReason.Stop, response.FinishReason);
    }

    [Theory]
    [InlineData("""{"content":"A","reasoning_content":"R"}""", "R")]
    [InlineData("""{"content":"A","reasoning":"R"}""", "R")]
    [InlineData("""{"content":"A","reasoning_content":"","reasoning":"R"}""", "R")]
    [InlineData("""{"content":"A","reasoning_content":"R","reasoning":"R"}""", "R")]
    [InlineData("""{"content":null,"reasoning_content":"R"}""", "R")]
    [InlineData("""{"reasoning":"R"}""", "R")]
    public async Task GetResponse_EitherNameOfReasoning_IsRead(string message, string reasoning)
    {
        ChatResponse response = await Completions.GetAsync(CompletionPayloads.Completion(message, "stop", 1, 1));

        Assert.Equal(reasoning, Assert.Single(response.Messages[0].Contents.OfType<TextReasoningContent>()).Text);
        Assert.Equal(message.Contains("\"A\"") ? "A" : "", response.Text);
    }

    [Fact]
    public async Task GetResponse_Call_IsFunctionCall()
    {
        ChatResponse response = await Completions.GetAsync(CompletionPayloads.Whole("call"), new() { Tools = [Completions.FindBook] });

        FunctionCallContent call = Assert.IsType<FunctionCallContent>(Assert.Single(response.Messages[0].Contents));
        Assert.Equal("417203956", call.CallId);
        Assert.Equal("find_book", call.Name);
        Assert.Equal("Momo", call.Arguments!["title"]!.ToString());
        Assert.Null(call.Exception);
        Assert.Equal(ChatFinishReason.ToolCalls, response.FinishReason);
    }

    [Theory]
    [InlineData("stop", "tool_calls")]
    [InlineData("tool_calls", "tool_calls")]
    [InlineData("length", "length")]
    public async Task GetResponse_Call_EndsWithToolCallsUnlessCutOff(string reason, string expected)
    {
        ChatResponse response = await Completions.GetAsync(CompletionPayloads.Completion(
            """{"content":"","tool_calls":[{"id":"1","type":"function","function":{"name":"a","arguments":"{}"}}]}""", reason, 1, 1));

        Assert.Equal(new ChatFinishReason(expected), response.FinishReason);
    }

    [Fact]
    public async Task GetResponse_UnknownFinishReason_IsKept()
    {
        ChatResponse response = await Completions.GetAsync(CompletionPayloads.Completion("""{"content":"A"}""", "content_filter", 1, 1));

        Assert.Equal(ChatFinishReason.ContentFilter, response.FinishReason);
    }

    [Fact]
    public async Task GetResponse_CallsWithoutIds_GetIds()
    {
        ChatResponse response = await Completions.GetAsync(CompletionPayloads.Completion(
            """{"tool_calls":[{"id":"","type":"function","function":{"name":"a","arguments":"{}"}},{"type":"function","function":{"name":"b","arguments":"{}"}}]}""", "tool_calls", 1, 1));

        string messageId = response.Messages[0].MessageId!;
        Assert.Equal(
            [messageId + "_tool_1", messageId + "_tool_2"],
            response.Messages[0].Contents.OfType<FunctionCallContent>().Select(static call => call.CallId));
    }

    // A parser of tool calls that fails half-way gives these.
    [Theory]
    [InlineData("{\\\"title\\\":")]
    [InlineData("{\\\"title\\\":\\\"A\\\"}{\\\"title\\\":\\\"B\\\"}")]
    [InlineData("[1]")]
    public async Task GetResponse_ArgumentsThatAreNoObject_AreException(string arguments)
    {
        ChatResponse response = await Completions.GetAsync(CompletionPayloads.Completion(
            """{"tool_calls":[{"id":"1","type":"function","function":{"name":"a","arguments":"%"}}]}""".Replace("%", arguments), "tool_calls", 1, 1));

        FunctionCallContent call = Assert.IsType<FunctionCallContent>(Assert.Single(response.Messages[0].Contents));
        Assert.Null(call.Arguments);
        Assert.IsType<JsonException>(call.Exception!.InnerException, exactMatch: false);
    }

    [Theory]
    [InlineData("\"\"")]
    [InlineData("\"{}\"")]
    [InlineData("null")]
    [InlineData("{}")]
    public async Task GetResponse_NoArguments_AreNoException(string arguments)
    {
        ChatResponse response = await Completions.GetAsync(CompletionPayloads.Completion(
            $$$"""{"tool_calls":[{"id":"1","type":"function","function":{"name":"a","arguments":{{{arguments}}}}}]}""", "tool_calls", 1, 1));

        FunctionCallContent call = Assert.IsType<FunctionCallContent>(Assert.Single(response.Messages[0].Contents));
        Assert.Null(call.Exception);
        Assert.Empty(call.Arguments ?? new Dictionary<string, object?>());
    }

    // The server makes the names of tools snake_case.
    [Fact]
    public async Task GetResponse_NameInSnakeCase_IsThatOfTool()
    {
        ChatOptions options = new() { Tools = [AIFunctionFactory.Create(static () => { }, "FindBook")] };

        ChatResponse response = await Completions.GetAsync(CompletionPayloads.Whole("call"), options);

        Assert.Equal("FindBook", Assert.IsType<FunctionCallContent>(Assert.Single(response.Messages[0].Contents)).Name);
    }

    // The server sends "stats":{} here; /api/v0 fills it.
    [Fact]
    public async Task GetResponse_FilledStats_AreRead()
    {
        ChatResponse response = await Completions.GetAsync(
            """
            {"id":"chatcmpl-1","object":"chat.completion","model":"m","choices":[{"index":0,"message":{"content":"ok"},"finish_reason":"stop"}],
             "usage":{"prompt_tokens":1,"completion_tokens":2},"stats":{"tokens_per_second":40.5,"time_to_first_token":0.25}}
            """);

        Assert.Equal(40.5, response.Stats!.TokensPerSecond);
        Assert.Equal(0.25, response.Stats!.TimeToFirstTokenSeconds);
    }

    [Fact]
    public async Task GetResponse_StatsOfSpeculativeDecoding_AreRead()
    {
        ChatResponse response = await Completions.GetAsync(
            """
            {"choices":[{"index":0,"message":{"content":"ok"},"finish_reason":"stop"}],"usage":{"prompt_tokens":1,"completion_tokens":2},
             "stats":{"total_draft_tokens_count":12,"accepted_draft_tokens_count":9,"rejected_draft_tokens_count":3}}
            """);

        LmStudioStats stats = response.Stats!;
        Assert.Equal((12, 9, 3), (stats.TotalDraftTokens, stats.AcceptedDraftTokens, stats.RejectedDraftTokens));
        Assert.Equal(9, response.Usage!.AdditionalCounts!["lmstudio.draft_tokens.accepted"]);
    }

    [Fact]
    public async Task GetStreamingResponse_FilledStats_AreOfTheLastUpdate()
    {
        List<ChatResponseUpdate> updates = await Completions.StreamAsync(
            """
            data: {"id":"chatcmpl-1","object":"chat.completion.chunk","model":"m","choices":[{"index":0,"delta":{"content":"ok"},"finish_reason":null}]}

            data: {"id":"chatcmpl-1","object":"chat.completion.chunk","model":"m","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}

            data: {"id":"chatcmpl-1","object":"chat.completion.chunk","model":"m","choices":[],"usage":{"prompt_tokens":1,"completion_tokens":2},"stats":{"tokens_per_second":40.5}}

            data: [DONE]


            """);

        Assert.Equal((40.5, 2), (updates[^1].Stats!.TokensPerSecond, updates[^1].Stats!.TotalOutputTokens));
        Assert.All(updates.SkipLast(1), static update => Assert.Null(update.Stats));
    }

    [Fact]
    public async Task GetResponse_NoUsage_IsNoUsage()
    {
        ChatResponse response = await Completions.GetAsync(Completions.AnyAnswer);

        Assert.Null(response.Usage);
        Assert.Equal("ok", response.Text);
    }
}
