using Microsoft.Extensions.AI;

namespace LmStudio.AI.Tests;

/// <summary>Which pieces of a stream are of one call, and which of another (docs/protocol.md, "POST /v1/chat/completions").</summary>
public class PendingToolCallTests
{
    public static TheoryData<string, string[], string> Pieces => new()
    {
        {
            "two whole calls in one chunk, without index and id",
            ["""{"function":{"name":"get_weather","arguments":"{\"n\":1}"}},{"function":{"name":"get_time","arguments":"{\"n\":2}"}}"""],
            "get_weather 1, get_time 2"
        },
        {
            "the same with no arguments",
            ["""{"function":{"name":"get_weather","arguments":""}},{"function":{"name":"get_time","arguments":""}}"""],
            "get_weather , get_time "
        },
        {
            "the same function twice in one chunk, with one index",
            ["""{"index":0,"function":{"name":"f","arguments":"{\"n\":1}"}},{"index":0,"function":{"name":"f","arguments":"{\"n\":2}"}}"""],
            "f 1, f 2"
        },
        {
            "whole calls in chunks of their own, without index and id",
            ["""{"function":{"name":"f","arguments":"{\"n\":1}"}}""", """{"function":{"name":"f","arguments":"{\"n\":2}"}}"""],
            "f 1, f 2"
        },
        {
            "pieces without index and id",
            ["""{"function":{"name":"f","arguments":""}}""", """{"function":{"arguments":"{\"n\""}}""", """{"function":{"name":"f","arguments":":1}"}}"""],
            "f 1"
        },
        {
            "arguments on another index than the name",
            ["""{"index":2,"id":"1","function":{"name":"f","arguments":""}}""", """{"index":0,"function":{"arguments":"{\"n\":"}}""", """{"index":0,"id":"","function":{"name":"","arguments":"1}"}}"""],
            "f 1"
        },
        {
            "indexes that are strings",
            ["""{"index":"0","function":{"name":"f","arguments":""}},{"index":"1","function":{"name":"g","arguments":""}}""", """{"index":"0","function":{"arguments":"{\"n\":1}"}},{"index":"1","function":{"arguments":"{\"n\":2}"}}"""],
            "f 1, g 2"
        },
        {
            "arguments that are encoded twice",
            ["""{"index":0,"function":{"name":"f","arguments":"\"{\\\"n\\\":1}\""}}"""],
            "f 1"
        },
        {
            "arguments that are an object",
            ["""{"index":0,"function":{"name":"f","arguments":{"n":1}}}"""],
            "f 1"
        },
        {
            "two calls in one piece with one id",
            ["""{"id":"0","function":{"name":"f","arguments":"{\"n\":1}"}},{"id":"0","function":{"name":"g","arguments":"{\"n\":2}"}}"""],
            "f 1, g 2"
        },
    };

    [Theory]
    [MemberData(nameof(Pieces))]
    public async Task GetStreamingResponse_PiecesOfCalls_AreJoined(string name, string[] chunks, string expected)
    {
        string events = string.Concat(chunks.Select(static chunk => CompletionPayloads.Chunk($$"""{"tool_calls":[{{chunk}}]}""")));

        List<ChatResponseUpdate> updates = await Completions.StreamAsync(events + CompletionPayloads.Chunk("{}", "tool_calls") + CompletionPayloads.Done);

        Assert.NotEmpty(name);
        Assert.Equal(
            expected,
            string.Join(", ", updates.SelectMany(static update => update.Contents).OfType<FunctionCallContent>().Select(static call => $"{call.Name} {call.Arguments?["n"]}")));
    }

    [Theory]
    [InlineData(LmStudioChatEndpoint.ChatCompletions, """{"choices":[{"message":{"tool_calls":[{"function":{"name":"f","arguments":"\"{\\\"city\\\":\\\"Oslo\\\"}\""}}]},"finish_reason":"tool_calls"}]}""")]
    [InlineData(LmStudioChatEndpoint.Responses, """{"status":"completed","output":[{"type":"function_call","name":"f","arguments":"\"{\\\"city\\\":\\\"Oslo\\\"}\""}]}""")]
    [InlineData(LmStudioChatEndpoint.Messages, """{"content":[{"type":"tool_use","name":"f","input":"{\"city\":\"Oslo\"}"}],"stop_reason":"tool_use"}""")]
    public async Task GetResponse_ArgumentsEncodedTwice_AreUnwrapped(LmStudioChatEndpoint endpoint, string body)
    {
        ChatResponse response = await EndpointChat.GetAsync(endpoint, body);

        Assert.Equal("Oslo", Assert.IsType<FunctionCallContent>(Assert.Single(response.Messages[0].Contents)).Arguments!["city"]!.ToString());
    }
}
