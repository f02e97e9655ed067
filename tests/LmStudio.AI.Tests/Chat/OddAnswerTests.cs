using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace LmStudio.AI.Tests;

/// <summary>Values that are not as expected: what is not needed is passed over, and what is needed and cannot be read is an invalid response.</summary>
public class OddAnswerTests
{
    public static TheoryData<LmStudioChatEndpoint, string> OddWholes => new()
    {
        { LmStudioChatEndpoint.Native, """{"model_instance_id":5,"output":[null,7,{"type":"message","content":"Once"}],"stats":{"input_tokens":3.0,"total_output_tokens":"4","tokens_per_second":"fast"},"response_id":null}""" },
        {
            LmStudioChatEndpoint.Native,
            """{"output":[{"type":"tool_call","tool":"t","output":"x","provider_info":"p"},{"type":"invalid_tool_call","reason":"r","metadata":"m"},{"type":"invalid_tool_call","metadata":{"provider_info":[]}},{"type":"message","content":"Once"}],"stats":{"input_tokens":3,"total_output_tokens":4}}"""
        },
        {
            LmStudioChatEndpoint.ChatCompletions,
            """{"choices":[{"message":{"content":[{"type":"text","text":"On"},{"type":"text","text":"ce"}]}}],"usage":{"prompt_tokens":3,"completion_tokens":4}}"""
        },
        { LmStudioChatEndpoint.Responses, """{"status":"completed","output":[{"type":"message","content":"Once"}],"usage":{"input_tokens":3,"output_tokens":4}}""" },
        {
            LmStudioChatEndpoint.ChatCompletions,
            """{"id":7,"model":null,"choices":[null,{"index":"0","message":{"content":"Once","tool_calls":[null,5]},"finish_reason":7}],"usage":{"prompt_tokens":3.0,"completion_tokens":"4","completion_tokens_details":[]},"stats":"none"}"""
        },
        {
            LmStudioChatEndpoint.Responses,
            """{"id":7,"status":"completed","output":[null,5,{"type":"message","content":[null,{"type":"output_text","text":"Once"}]}],"usage":{"input_tokens":3.0,"output_tokens":"4","output_tokens_details":null}}"""
        },
        { LmStudioChatEndpoint.Messages, """{"id":7,"model":[],"content":[null,5,{"type":"text","text":"Once"}],"stop_reason":{},"usage":{"input_tokens":3.0,"output_tokens":"4"}}""" },
    };

    public static TheoryData<LmStudioChatEndpoint, string> OddStreams => new()
    {
        {
            LmStudioChatEndpoint.Native,
            EndpointChat.Events(
                """{"type":"chat.start","model_instance_id":5}""",
                """{"type":"model_load.progress","progress":"half"}""",
                """{"type":"tool_call.start","tool":"t","provider_info":"p"}""",
                """{"type":"tool_call.failure","reason":"r","metadata":"m"}""",
                """{"type":"message.delta","content":"Once"}""",
                """{"type":"chat.end","result":{"output":[null,{"type":"message","content":"Once"}],"stats":{"input_tokens":3.0,"total_output_tokens":"4"}}}""")
        },
        {
            LmStudioChatEndpoint.ChatCompletions,
            EndpointChat.Events(
                """{"id":7,"choices":[null,{"index":"0","delta":{"role":5,"content":"On","tool_calls":[null]}}]}""",
                """{"choices":[{"index":"0","delta":{"content":"ce","tool_calls":null}}],"usage":{}}""",
                """{"choices":[{"index":0,"delta":{},"finish_reason":"stop"}],"usage":"none"}""",
                """{"choices":[],"usage":{"prompt_tokens":3.0,"completion_tokens":"4"},"stats":5}""",
                "[DONE]")
        },
        {
            LmStudioChatEndpoint.Responses,
            EndpointChat.Events(
                """{"type":"response.created","response":{"id":7,"output":[null]},"sequence_number":"0"}""",
                """{"type":"response.output_text.delta","output_index":"0","delta":"Once"}""",
                """{"type":"response.completed","response":{"status":"","output":[null],"usage":{"input_tokens":3.0,"output_tokens":"4"}}}""")
        },
        {
            LmStudioChatEndpoint.Messages,
            EndpointChat.Events(
                """{"type":"message_start","message":{"id":7,"content":[null],"usage":{"input_tokens":3.0}}}""",
                """{"type":"content_block_delta","index":"0","delta":{"type":"text_delta","text":"Once"}}""",
                """{"type":"message_delta","delta":{"stop_reason":"end_turn"},"usage":{"output_tokens":"4"}}""",
                """{"type":"message_stop"}""")
        },
    };

    /// <summary>Gets answers with half of a character, or a byte that is not UTF-8 (here <c>~</c>), in values that are not needed.</summary>
    public static TheoryData<LmStudioChatEndpoint, string> UnreadableButNotNeeded => new()
    {
        { LmStudioChatEndpoint.Native, """{"model_instance_id":"\ud83d","output":[{"type":"tool_call","tool":"\ud83d","arguments":{"\ud83d":"\ud83d"},"output":"\ud83d"},{"type":"message","content":"Once"}],"response_id":"\ud83d"}""" },
        {
            LmStudioChatEndpoint.ChatCompletions,
            """{"id":"~","model":"\ud83d","choices":[{"message":{"content":"Once","tool_calls":[{"id":"\ud83d","function":{"name":"f\ud83d","arguments":"{\"\ud83d\":1}"}}]},"finish_reason":"~"}]}"""
        },
        {
            LmStudioChatEndpoint.Responses,
            """{"id":"~","model":"~","status":"completed","output":[{"type":"~"},{"type":"message","id":"~","status":"\ud83d","content":[{"type":"output_text","text":"Once"}]}]}"""
        },
        { LmStudioChatEndpoint.Messages, """{"id":"~","model":"~","content":[{"type":"~"},{"type":"text","text":"Once"},{"type":"tool_use","id":"~","name":"f\ud83d","input":{"\ud83d":1}}],"stop_reason":"~"}""" },
    };

    public static TheoryData<LmStudioChatEndpoint, string> UnreadableAndNeeded => new()
    {
        { LmStudioChatEndpoint.Native, """{"output":[{"type":"message","content":"~"}]}""" },
        { LmStudioChatEndpoint.ChatCompletions, """{"choices":[{"message":{"content":"~"}}]}""" },
        { LmStudioChatEndpoint.ChatCompletions, """{"choices":[{"message":{"tool_calls":[{"function":{"name":"~","arguments":"{}"}}]},"finish_reason":"tool_calls"}]}""" },
        { LmStudioChatEndpoint.Responses, """{"status":"completed","output":[{"type":"message","content":[{"type":"output_text","text":"~"}]}]}""" },
        { LmStudioChatEndpoint.Messages, """{"content":[{"type":"text","text":"~"}]}""" },
        { LmStudioChatEndpoint.Messages, """{"content":[{"type":"tool_use","name":"~","input":{}}],"stop_reason":"tool_use"}""" },
    };

    [Theory]
    [MemberData(nameof(OddWholes))]
    public async Task GetResponse_OddValues_CostNothingElse(LmStudioChatEndpoint endpoint, string body)
    {
        ChatResponse response = await EndpointChat.GetAsync(endpoint, body);

        Assert.Equal("Once", response.Text);
        Assert.Equal(7, response.Usage!.TotalTokenCount);
    }

    [Theory]
    [InlineData("\"none\"")]
    [InlineData("[1]")]
    [InlineData("5")]
    [InlineData("""{"tokens_per_second":"NaN","time_to_first_token_seconds":1e999}""")]
    public async Task GetResponse_OddStats_CostNothingElse(string stats)
    {
        string result = $$"""{"output":[{"type":"message","content":"Once"}],"stats":{{stats}},"response_id":""}""";
        ChatResponse whole = await EndpointChat.GetAsync(LmStudioChatEndpoint.Native, result);
        (List<ChatResponseUpdate> updates, LmStudioException? failure) = await EndpointChat.StreamAsync(
            LmStudioChatEndpoint.Native, EndpointChat.Events("""{"type":"message.delta","content":"Once"}""", $$"""{"type":"chat.end","result":{{result}}}"""));

        Assert.Null(failure);
        foreach (ChatResponse response in new[] { whole, updates.ToChatResponse() })
        {
            Assert.Equal("Once", response.Text);
            Assert.Null(response.ConversationId);

            // Caches and stores write answers as JSON.
            Assert.Contains("Once", JsonSerializer.Serialize(response, AIJsonUtilities.DefaultOptions));
        }
    }

    [Theory]
    [MemberData(nameof(OddStreams))]
    public async Task GetStreamingResponse_OddValues_CostNothingElse(LmStudioChatEndpoint endpoint, string events)
    {
        (List<ChatResponseUpdate> updates, LmStudioException? failure) = await EndpointChat.StreamAsync(endpoint, events);

        Assert.Null(failure);
        Assert.Equal("Once", updates.ToChatResponse().Text);
        Assert.Equal(7, updates.ToChatResponse().Usage!.TotalTokenCount);
        Assert.Equal(ChatFinishReason.Stop, updates[^1].FinishReason);
    }

    [Theory]
    [MemberData(nameof(UnreadableButNotNeeded))]
    public async Task GetResponse_UnreadableValuesThatAreNotNeeded_CostNothingElse(LmStudioChatEndpoint endpoint, string body)
    {
        ChatResponse response = await EndpointChat.GetAsync(endpoint, WithInvalidUtf8(body));

        Assert.Equal("Once", response.Text);
    }

    [Theory]
    [MemberData(nameof(UnreadableAndNeeded))]
    public async Task GetResponse_UnreadableTextOrName_IsInvalidResponse(LmStudioChatEndpoint endpoint, string body)
    {
        LmStudioException exception = await Assert.ThrowsAsync<LmStudioException>(() => EndpointChat.GetAsync(endpoint, WithInvalidUtf8(body)));

        Assert.Equal(LmStudioErrorKind.InvalidResponse, exception.Kind);
    }

    [Theory]
    [InlineData(LmStudioChatEndpoint.Responses, """{"type":"response.output_item.done","item":{"type":"message","content":[{"type":"output_text","text":"~"}]}}""")]
    [InlineData(LmStudioChatEndpoint.Messages, """{"type":"content_block_start","index":0,"content_block":{"type":"text","text":"~"}}""")]
    [InlineData(LmStudioChatEndpoint.ChatCompletions, """{"choices":[{"delta":{"content":"~"}}]}""")]
    [InlineData(LmStudioChatEndpoint.Native, """{"type":"message.delta","content":"~"}""")]
    public async Task GetStreamingResponse_UnreadableText_IsInvalidResponse(LmStudioChatEndpoint endpoint, string data)
    {
        (_, LmStudioException? failure) = await EndpointChat.StreamAsync(endpoint, WithInvalidUtf8(EndpointChat.Events(data)));

        Assert.Equal(LmStudioErrorKind.InvalidResponse, failure!.Kind);
    }

    [Theory]
    [InlineData(LmStudioChatEndpoint.Native)]
    [InlineData(LmStudioChatEndpoint.ChatCompletions)]
    [InlineData(LmStudioChatEndpoint.Responses)]
    [InlineData(LmStudioChatEndpoint.Messages)]
    public async Task GetStreamingResponse_UnreadableError_IsStillAnError(LmStudioChatEndpoint endpoint)
    {
        (_, LmStudioException? failure) = await EndpointChat.StreamAsync(
            endpoint, WithInvalidUtf8(EndpointChat.Events("""{"type":"error","error":{"type":"internal_error","message":"~"}}""")));

        Assert.Equal(LmStudioErrorKind.ServerError, failure!.Kind);
    }

    private static byte[] WithInvalidUtf8(string text) => [.. Encoding.UTF8.GetBytes(text).Select(static value => value == (byte)'~' ? (byte)0xFF : value)];
}
