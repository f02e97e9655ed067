using Microsoft.Extensions.AI;

namespace LmStudio.AI.Tests;

/// <summary>Servers and proxies that do not stream: they answer with one event that is the whole answer, or repeat it behind its pieces.</summary>
public class WholeAnswerAsEventTests
{
    public static TheoryData<LmStudioChatEndpoint, string> Answers => new()
    {
        { LmStudioChatEndpoint.Native, """{"model_instance_id":"m","output":[{"type":"message","content":"Once"}],"stats":{"input_tokens":1,"total_output_tokens":2},"response_id":"resp_1"}""" },
        { LmStudioChatEndpoint.ChatCompletions, """{"id":"c","model":"m","choices":[{"index":0,"message":{"role":"assistant","content":"Once"},"finish_reason":"stop"}],"usage":{"prompt_tokens":1,"completion_tokens":2}}""" },
        { LmStudioChatEndpoint.Responses, """{"id":"resp_1","object":"response","model":"m","status":"completed","output":[{"type":"message","content":[{"type":"output_text","text":"Once"}]}],"usage":{"input_tokens":1,"output_tokens":2}}""" },
        { LmStudioChatEndpoint.Messages, """{"id":"msg_1","type":"message","model":"m","content":[{"type":"text","text":"Once"}],"stop_reason":"end_turn","usage":{"input_tokens":1,"output_tokens":2}}""" },
    };

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task GetStreamingResponse_WholeAnswerAsOneEvent_IsTheAnswer(LmStudioChatEndpoint endpoint, string answer)
    {
        ChatResponse whole = await EndpointChat.GetAsync(endpoint, answer);
        (List<ChatResponseUpdate> updates, LmStudioException? failure) = await EndpointChat.StreamAsync(endpoint, EndpointChat.Events(answer));

        Assert.Null(failure);
        ChatResponse response = updates.ToChatResponse();
        Assert.Equal("Once", response.Text);
        Assert.Equal(ChatFinishReason.Stop, response.FinishReason);
        Assert.Equal(3, response.Usage!.TotalTokenCount);
        Assert.Equal((whole.ConversationId, whole.ResponseId, whole.ModelId), (response.ConversationId, response.ResponseId, response.ModelId));
    }

    [Theory]
    [InlineData(LmStudioChatEndpoint.Native, """{"type":"message.delta","content":"Once"}""", """{"output":[{"type":"message","content":"Once"}]}""")]
    [InlineData(LmStudioChatEndpoint.ChatCompletions, """{"choices":[{"index":0,"delta":{"content":"Once"}}]}""", """{"choices":[{"index":0,"message":{"content":"Once"},"finish_reason":"stop"}]}""")]
    [InlineData(LmStudioChatEndpoint.Responses, """{"type":"response.output_text.delta","delta":"Once"}""", """{"status":"completed","output":[{"type":"message","content":[{"type":"output_text","text":"Once"}]}]}""")]
    [InlineData(LmStudioChatEndpoint.Messages, """{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Once"}}""", """{"type":"message","content":[{"type":"text","text":"Once"}],"stop_reason":"end_turn"}""")]
    public async Task GetStreamingResponse_WholeAnswerBehindItsPieces_IsGivenOutOnce(LmStudioChatEndpoint endpoint, string piece, string answer)
    {
        (List<ChatResponseUpdate> updates, LmStudioException? failure) = await EndpointChat.StreamAsync(endpoint, EndpointChat.Events(piece, answer));

        Assert.Null(failure);
        Assert.Equal("Once", updates.ToChatResponse().Text);
    }

    [Theory]
    [InlineData(LmStudioChatEndpoint.Responses, """{"status":"incomplete","output":[{"type":"function_call","call_id":"1","name":"f","arguments":""}]}""")]
    [InlineData(LmStudioChatEndpoint.Messages, """{"type":"message","content":[{"type":"tool_use","id":"1","name":"f","input":{}}],"stop_reason":"max_tokens"}""")]
    [InlineData(LmStudioChatEndpoint.ChatCompletions, """{"choices":[{"message":{"tool_calls":[{"id":"1","function":{"name":"f","arguments":""}}]},"finish_reason":"length"}]}""")]
    public async Task GetStreamingResponse_CutAnswerAsOneEvent_HasNoCallToRun(LmStudioChatEndpoint endpoint, string answer)
    {
        (List<ChatResponseUpdate> updates, LmStudioException? failure) = await EndpointChat.StreamAsync(endpoint, EndpointChat.Events(answer));

        Assert.Null(failure);
        Assert.True(Assert.Single(updates.ToChatResponse().Messages[0].Contents.OfType<FunctionCallContent>()).InformationalOnly);
    }

    [Fact]
    public async Task GetStreamingResponse_FailedAnswerAsOneEvent_Throws()
    {
        (_, LmStudioException? failure) = await EndpointChat.StreamAsync(
            LmStudioChatEndpoint.Responses, EndpointChat.Events("""{"id":"resp_1","status":"failed","output":[],"error":{"code":"server_error","message":"Model crashed."}}"""));

        Assert.Contains("Model crashed.", failure!.Message);
    }

    // Several items, some without an id: each is one.
    [Fact]
    public async Task GetStreamingResponse_AnswerOnlyInTheLastEvent_GivesEachItem()
    {
        (List<ChatResponseUpdate> updates, _) = await EndpointChat.StreamAsync(LmStudioChatEndpoint.Responses, EndpointChat.Events(
            """{"type":"response.completed","response":{"status":"completed","output":[{"type":"message","content":[{"type":"output_text","text":"One. "}]},{"type":"message","content":[{"type":"output_text","text":"Two."}]},{"type":"function_call","name":"a","arguments":"{}"},{"type":"function_call","name":"b","arguments":"{}"}]}}"""));

        ChatResponse response = updates.ToChatResponse();
        Assert.Equal("One. Two.", response.Text);
        Assert.Equal(["a", "b"], response.Messages[0].Contents.OfType<FunctionCallContent>().Select(static call => call.Name));
    }
}
