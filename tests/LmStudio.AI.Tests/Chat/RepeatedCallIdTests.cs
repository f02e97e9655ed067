using Microsoft.Extensions.AI;

namespace LmStudio.AI.Tests;

/// <summary>Two calls of an answer with one id: joined updates would keep one call, and the next request would have two results for it.</summary>
public class RepeatedCallIdTests
{
    public static TheoryData<LmStudioChatEndpoint, string, string> Answers => new()
    {
        {
            LmStudioChatEndpoint.ChatCompletions,
            """{"choices":[{"message":{"tool_calls":[{"id":"a","function":{"name":"f","arguments":"{\"x\":1}"}},{"id":"a","function":{"name":"f","arguments":"{\"x\":2}"}}]},"finish_reason":"tool_calls"}]}""",
            EndpointChat.Events(
                """{"choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"a","function":{"name":"f","arguments":"{\"x\":1}"}},{"index":1,"id":"a","function":{"name":"f","arguments":"{\"x\":2}"}}]},"finish_reason":"tool_calls"}]}""",
                "[DONE]")
        },
        {
            LmStudioChatEndpoint.Messages,
            """{"content":[{"type":"tool_use","id":"a","name":"f","input":{"x":1}},{"type":"tool_use","id":"a","name":"f","input":{"x":2}}],"stop_reason":"tool_use"}""",
            EndpointChat.Events(
                """{"type":"content_block_start","index":0,"content_block":{"type":"tool_use","id":"a","name":"f","input":{"x":1}}}""",
                """{"type":"content_block_start","index":1,"content_block":{"type":"tool_use","id":"a","name":"f","input":{"x":2}}}""",
                """{"type":"message_delta","delta":{"stop_reason":"tool_use"}}""",
                """{"type":"message_stop"}""")
        },
    };

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task GetResponse_IdOfTwoCalls_BothAreReturned(LmStudioChatEndpoint endpoint, string body, string events)
    {
        ChatResponse whole = await EndpointChat.GetAsync(endpoint, body);
        (List<ChatResponseUpdate> updates, LmStudioException? failure) = await EndpointChat.StreamAsync(endpoint, events);

        Assert.Null(failure);
        Verify(whole);
        Verify(updates.ToChatResponse());
    }

    private static void Verify(ChatResponse response)
    {
        FunctionCallContent[] calls = [.. response.Messages[0].Contents.OfType<FunctionCallContent>()];
        Assert.Equal(["1", "2"], calls.Select(static call => $"{call.Arguments!["x"]}"));
        Assert.Equal("a", calls[0].CallId);
        Assert.NotEqual("a", calls[1].CallId);
    }
}
