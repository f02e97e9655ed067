using Microsoft.Extensions.AI;

namespace LmStudio.AI.Tests;

/// <summary>Answers that fail after output: what had arrived is given out, then the error is thrown, on all endpoints alike.</summary>
public class FailedAnswerTests
{
    public static TheoryData<LmStudioChatEndpoint, string> ErrorsWithClosingEvents => new()
    {
        {
            LmStudioChatEndpoint.Native,
            EndpointChat.Events(
                """{"type":"chat.start","model_instance_id":"m"}""",
                """{"type":"message.delta","content":"Half an "}""",
                """{"type":"error","error":{"type":"internal_error","message":"Model crashed."}}""",
                """{"type":"message.end"}""",
                """{"type":"chat.end","result":{"model_instance_id":"m","output":[{"type":"message","content":"Half an "}],"stats":{"input_tokens":3,"total_output_tokens":2},"response_id":"resp_1"}}""")
        },
        {
            LmStudioChatEndpoint.ChatCompletions,
            EndpointChat.Events(
                """{"id":"chatcmpl-1","choices":[{"index":0,"delta":{"role":"assistant","content":"Half an "}}]}""",
                """{"error":{"type":"internal_error","message":"Model crashed."}}""",
                """{"id":"chatcmpl-1","choices":[],"usage":{"prompt_tokens":3,"completion_tokens":2}}""",
                "[DONE]")
        },
        {
            LmStudioChatEndpoint.Responses,
            EndpointChat.Events(
                """{"type":"response.output_text.delta","output_index":0,"delta":"Half an "}""",
                """{"type":"error","code":"internal_error","message":"Model crashed."}""",
                """{"type":"response.failed","response":{"id":"resp_1","status":"failed","error":{"code":"internal_error","message":"Model crashed."},"output":[],"usage":{"input_tokens":3,"output_tokens":2}}}""")
        },
        {
            LmStudioChatEndpoint.Responses,
            EndpointChat.Events(
                """{"type":"response.output_text.delta","output_index":0,"delta":"Half an "}""",
                """{"type":"error","message":"Model crashed."}""",
                """{"type":"response.completed","response":{"id":"resp_1","status":"completed","output":[],"usage":{"input_tokens":3,"output_tokens":2}}}""")
        },
        {
            LmStudioChatEndpoint.Messages,
            EndpointChat.Events(
                """{"type":"message_start","message":{"id":"msg_1","usage":{"input_tokens":3,"output_tokens":1}}}""",
                """{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Half an "}}""",
                """{"type":"error","error":{"type":"api_error","message":"Model crashed."}}""",
                """{"type":"message_delta","delta":{"stop_reason":"end_turn"},"usage":{"output_tokens":2}}""",
                """{"type":"message_stop"}""")
        },
    };

    /// <summary>Gets streams in which a call is complete, but not the answer: an error follows, or nothing.</summary>
    public static TheoryData<LmStudioChatEndpoint, string> CallsOfFailedAnswers
    {
        get
        {
            (LmStudioChatEndpoint Endpoint, string Call, string End)[] streams =
            [
                (
                    LmStudioChatEndpoint.ChatCompletions,
                    """{"choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"1","type":"function","function":{"name":"delete_file","arguments":""}}]}}]}""",
                    "[DONE]"),
                (
                    LmStudioChatEndpoint.ChatCompletions,
                    """{"choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"1","type":"function","function":{"name":"delete_file","arguments":"{}"}}]},"finish_reason":"tool_calls"}]}""",
                    "[DONE]"),
                (
                    LmStudioChatEndpoint.Responses,
                    """{"type":"response.output_item.done","output_index":0,"item":{"type":"function_call","call_id":"call_1","name":"delete_file","arguments":"{}"}}""",
                    """{"type":"response.completed","response":{"id":"resp_1","status":"completed","output":[{"type":"function_call","call_id":"call_1","name":"delete_file","arguments":"{}"}]}}"""),
                (
                    LmStudioChatEndpoint.Messages,
                    """{"type":"content_block_start","index":0,"content_block":{"type":"tool_use","id":"a","name":"delete_file","input":{}}}""",
                    """{"type":"message_stop"}"""),
            ];
            TheoryData<LmStudioChatEndpoint, string> data = [];
            foreach ((LmStudioChatEndpoint endpoint, string call, string end) in streams)
            {
                data.Add(endpoint, EndpointChat.Events(call, """{"type":"error","error":{"type":"internal_error","message":"Model crashed."}}""", end));
                data.Add(endpoint, EndpointChat.Events(call, """{"type":"error","error":{"type":"internal_error","message":"Model crashed."}}"""));
                if (!call.Contains("finish_reason"))
                {
                    data.Add(endpoint, EndpointChat.Events(call));
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(ErrorsWithClosingEvents))]
    public async Task GetStreamingResponse_ErrorWithClosingEvents_ThrowsAfterWhatHadArrived(LmStudioChatEndpoint endpoint, string events)
    {
        (List<ChatResponseUpdate> updates, LmStudioException? failure) = await EndpointChat.StreamAsync(endpoint, events);

        Assert.Equal(LmStudioErrorKind.ServerError, failure!.Kind);
        Assert.Contains("Model crashed.", failure.Message);
        ChatResponse response = updates.ToChatResponse();
        Assert.Equal("Half an ", response.Text);
        Assert.Equal("Model crashed.", response.Messages[0].Contents.OfType<ErrorContent>().Single().Message);
        Assert.Equal(5, response.Usage!.TotalTokenCount);
        Assert.Null(response.FinishReason);
        Assert.Null(response.ConversationId);
        Assert.Null(response.ResponseId);
    }

    [Theory]
    [MemberData(nameof(CallsOfFailedAnswers))]
    public async Task GetStreamingResponse_CallOfAFailedAnswer_IsNotGivenOut(LmStudioChatEndpoint endpoint, string events)
    {
        (List<ChatResponseUpdate> updates, LmStudioException? failure) = await EndpointChat.StreamAsync(endpoint, events);

        Assert.NotNull(failure);
        Assert.DoesNotContain(updates.SelectMany(static update => update.Contents), static content => content is FunctionCallContent);
        Assert.All(updates, static update => Assert.Null(update.ConversationId));
    }

    [Theory]
    [InlineData(LmStudioChatEndpoint.ChatCompletions, """{"choices":[{"message":{"content":"Half"},"finish_reason":"stop"}],"error":{"message":"Model crashed."}}""")]
    [InlineData(LmStudioChatEndpoint.Responses, """{"id":"resp_1","status":"completed","output":[],"error":{"message":"Model crashed."}}""")]
    [InlineData(LmStudioChatEndpoint.Messages, """{"type":"error","content":[],"error":{"message":"Model crashed."}}""")]
    [InlineData(LmStudioChatEndpoint.Native, """{"output":[{"type":"message","content":"Half"}],"error":{"message":"Model crashed."}}""")]
    public async Task GetResponse_AnswerWithAnError_Throws(LmStudioChatEndpoint endpoint, string body)
    {
        LmStudioException exception = await Assert.ThrowsAsync<LmStudioException>(() => EndpointChat.GetAsync(endpoint, body));

        Assert.Equal(LmStudioErrorKind.ServerError, exception.Kind);
        Assert.Contains("Model crashed.", exception.Message);
    }
}
