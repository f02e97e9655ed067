using Microsoft.Extensions.AI;

namespace LmStudio.AI.Tests;

/// <summary>Calls of answers that were cut off, most often by the token limit: callers see them, and nothing runs them.</summary>
public class CutCallTests
{
    public static TheoryData<LmStudioChatEndpoint, string, string> Cut => new()
    {
        {
            LmStudioChatEndpoint.ChatCompletions,
            """{"choices":[{"message":{"tool_calls":[{"id":"1","function":{"name":"delete_files","arguments":""}}]},"finish_reason":"length"}]}""",
            EndpointChat.Events(
                """{"choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"1","function":{"name":"delete_files","arguments":""}}]}}]}""",
                """{"choices":[{"index":0,"delta":{},"finish_reason":"length"}]}""",
                "[DONE]")
        },
        {
            LmStudioChatEndpoint.ChatCompletions,
            """{"choices":[{"message":{"tool_calls":[{"id":"1","function":{"name":"delete_files","arguments":"{\"path\":\"/tmp/x"}}]},"finish_reason":"length"}]}""",
            EndpointChat.Events(
                """{"choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"1","function":{"name":"delete_files","arguments":"{\"path\":\"/tmp/x"}}]}}]}""",
                """{"choices":[{"index":0,"delta":{},"finish_reason":"length"}]}""",
                "[DONE]")
        },
        {
            LmStudioChatEndpoint.Responses,
            """{"id":"resp_1","status":"incomplete","incomplete_details":{"reason":"max_output_tokens"},"output":[{"type":"function_call","call_id":"1","name":"delete_files","arguments":"{\"path\":\"/tmp/x"}]}""",
            EndpointChat.Events(
                """{"type":"response.output_item.added","output_index":0,"item":{"type":"function_call","call_id":"1","name":"delete_files"}}""",
                """{"type":"response.function_call_arguments.delta","output_index":0,"delta":"{\"path\":\"/tmp/x"}""",
                """{"type":"response.incomplete","response":{"id":"resp_1","status":"incomplete","incomplete_details":{"reason":"max_output_tokens"},"output":[{"type":"function_call","call_id":"1","name":"delete_files","arguments":"{\"path\":\"/tmp/x"}]}}""")
        },
        {
            // Cut answers are told as completed as well; only the count of tokens shows it.
            LmStudioChatEndpoint.Responses,
            """{"id":"resp_1","status":"completed","output":[{"type":"function_call","call_id":"1","name":"delete_files","arguments":""}],"usage":{"input_tokens":9,"output_tokens":50}}""",
            EndpointChat.Events(
                """{"type":"response.output_item.done","output_index":0,"item":{"type":"function_call","call_id":"1","name":"delete_files","arguments":""}}""",
                """{"type":"response.completed","response":{"id":"resp_1","status":"completed","output":[],"usage":{"input_tokens":9,"output_tokens":50}}}""")
        },
        {
            // Or only the status of the call.
            LmStudioChatEndpoint.Responses,
            """{"id":"resp_1","status":"completed","output":[{"type":"function_call","status":"incomplete","call_id":"1","name":"delete_files","arguments":""}]}""",
            EndpointChat.Events(
                """{"type":"response.output_item.done","output_index":0,"item":{"type":"function_call","status":"incomplete","call_id":"1","name":"delete_files","arguments":""}}""",
                """{"type":"response.completed","response":{"id":"resp_1","status":"completed"}}""")
        },
        {
            LmStudioChatEndpoint.Messages,
            """{"id":"msg_1","content":[{"type":"tool_use","id":"1","name":"delete_files","input":{}}],"stop_reason":"max_tokens"}""",
            EndpointChat.Events(
                """{"type":"content_block_start","index":0,"content_block":{"type":"tool_use","id":"1","name":"delete_files","input":{}}}""",
                """{"type":"content_block_delta","index":0,"delta":{"type":"input_json_delta","partial_json":"{\"path\":\"/tmp/x"}}""",
                """{"type":"message_delta","delta":{"stop_reason":"max_tokens"}}""",
                """{"type":"message_stop"}""")
        },
    };

    private static ChatOptions Options => new() { MaxOutputTokens = 50, Tools = [AIFunctionFactory.Create((string? path = null) => path, "delete_files")] };

    [Theory]
    [MemberData(nameof(Cut))]
    public async Task GetResponse_CallCutOff_IsInformational(LmStudioChatEndpoint endpoint, string body, string events)
    {
        ChatResponse whole = await EndpointChat.GetAsync(endpoint, body, Options);
        (List<ChatResponseUpdate> updates, LmStudioException? failure) = await EndpointChat.StreamAsync(endpoint, events, Options);

        Assert.Null(failure);
        VerifyCut(whole);
        VerifyCut(updates.ToChatResponse());
    }

    [Theory]
    [InlineData("content_filter")]
    [InlineData("cancelled")]
    [InlineData("")]
    public async Task GetResponse_AnswerThatDidNotEndByItself_HasNoCallToRun(string reason)
    {
        ChatResponse response = await EndpointChat.GetAsync(
            LmStudioChatEndpoint.ChatCompletions,
            $$$"""{"choices":[{"message":{"tool_calls":[{"id":"1","function":{"name":"delete_files","arguments":"{}"}}]},"finish_reason":"{{{reason}}}"}]}""");

        Assert.True(Assert.IsType<FunctionCallContent>(Assert.Single(response.Messages[0].Contents)).InformationalOnly);
    }

    // A call that nothing has run has no result, and the model would wait for one.
    [Theory]
    [InlineData(LmStudioChatEndpoint.ChatCompletions, "/v1/chat/completions", """{"model":"m","messages":[{"role":"user","content":"Tidy up"},{"role":"assistant","content":"Sure."},{"role":"user","content":"Again"}]}""")]
    [InlineData(LmStudioChatEndpoint.Messages, "/v1/messages", """{"model":"m","max_tokens":32000,"messages":[{"role":"user","content":"Tidy up"},{"role":"assistant","content":"Sure."},{"role":"user","content":"Again"}]}""")]
    public async Task GetResponse_CutCallInTheHistory_IsNotSent(LmStudioChatEndpoint endpoint, string path, string body)
    {
        using VerbatimHttpHandler handler = new VerbatimHttpHandler().Expect(
            $"POST {path}", body, Answer.Json(endpoint == LmStudioChatEndpoint.Messages ? MessagesClients.AnyAnswer : Completions.AnyAnswer));
        using IChatClient client = Clients.CreateChat(handler, "m", new() { Endpoint = endpoint });

        ChatMessage cut = new(ChatRole.Assistant, [new TextContent("Sure."), new FunctionCallContent("1", "delete_files") { InformationalOnly = true }]);
        _ = await client.GetResponseAsync([new(ChatRole.User, "Tidy up"), cut, new(ChatRole.User, "Again")]);

        Assert.Equal(2, cut.Contents.Count);
    }

    // Middleware marks calls that it has run in the same way.
    [Fact]
    public Task GetResponse_InformationalCallWithResult_IsSent() => Completions.VerifyMessagesAsync(
        """[{"role":"user","content":"Tidy up"},{"role":"assistant","tool_calls":[{"id":"1","type":"function","function":{"name":"delete_files","arguments":"{}"}}]},{"role":"tool","content":"done","tool_call_id":"1"}]""",
        new ChatMessage(ChatRole.User, "Tidy up"),
        new ChatMessage(ChatRole.Assistant, [new FunctionCallContent("1", "delete_files") { InformationalOnly = true }]),
        new ChatMessage(ChatRole.Tool, [new FunctionResultContent("1", "done")]));

    // Text that was cut off can be gone on with.
    [Fact]
    public async Task GetResponse_TextCutOff_CanBeContinued()
    {
        ChatResponse response = await EndpointChat.GetAsync(
            LmStudioChatEndpoint.Responses,
            """{"id":"resp_1","status":"incomplete","output":[{"type":"message","content":[{"type":"output_text","text":"Once"}]}]}""");

        Assert.Equal(ChatFinishReason.Length, response.FinishReason);
        Assert.Equal("resp_1", response.ConversationId);
    }

    // Broken arguments are not the same as none: a function that needs none would run.
    [Theory]
    [InlineData("delete_files", true)]
    [InlineData("find_book", false)]
    public async Task GetResponse_ArgumentsThatCannotBeRead_AreNotTakenForNone(string name, bool informationalOnly)
    {
        ChatResponse response = await EndpointChat.GetAsync(
            LmStudioChatEndpoint.ChatCompletions,
            $$$"""{"choices":[{"message":{"tool_calls":[{"id":"1","function":{"name":"{{{name}}}","arguments":"{path: /tmp}"}}]},"finish_reason":"tool_calls"}]}""",
            new() { Tools = [.. Options.Tools!, Completions.FindBook] });

        FunctionCallContent call = Assert.IsType<FunctionCallContent>(Assert.Single(response.Messages[0].Contents));
        Assert.Equal(informationalOnly, call.InformationalOnly);
        Assert.NotNull(call.Exception);
    }

    [Theory]
    [InlineData(LmStudioChatEndpoint.ChatCompletions, """{"choices":[{"message":{"tool_calls":[{"id":"1","function":{"name":"delete_files","arguments":@}}]},"finish_reason":"tool_calls"}]}""")]
    [InlineData(LmStudioChatEndpoint.Responses, """{"status":"completed","output":[{"type":"function_call","call_id":"1","name":"delete_files","arguments":@}]}""")]
    [InlineData(LmStudioChatEndpoint.Messages, """{"content":[{"type":"tool_use","id":"1","name":"delete_files","input":@}],"stop_reason":"tool_use"}""")]
    public async Task GetResponse_ArgumentsOfAnotherKind_AreNotTakenForNone(LmStudioChatEndpoint endpoint, string body)
    {
        foreach (string arguments in new[] { "[]", "5", "true", "\"[]\"" })
        {
            ChatResponse response = await EndpointChat.GetAsync(endpoint, body.Replace("@", arguments, StringComparison.Ordinal), Options);

            Assert.True(Assert.IsType<FunctionCallContent>(Assert.Single(response.Messages[0].Contents)).InformationalOnly);
        }
    }

    private static void VerifyCut(ChatResponse response)
    {
        Assert.Equal(ChatFinishReason.Length, response.FinishReason);
        Assert.Null(response.ConversationId);
        FunctionCallContent call = Assert.Single(response.Messages[0].Contents.OfType<FunctionCallContent>());
        Assert.Equal("delete_files", call.Name);
        Assert.True(call.InformationalOnly);
        Assert.StartsWith("The response was cut off (finish reason 'length'), so the call of 'delete_files' may be incomplete", call.Exception!.Message);
    }
}
