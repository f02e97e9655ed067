using System.Text.Json;
using Microsoft.Extensions.AI;

namespace LmStudio.AI.Tests;

/// <summary>docs/protocol-responses.md: an endpoint or engine may ignore a schema. Who reads the answer as JSON learns that.</summary>
public class JsonAnswerTests
{
    public static TheoryData<LmStudioChatEndpoint, bool, string> EndpointsAndModes => new()
    {
        { LmStudioChatEndpoint.Responses, false, "remove the ConversationId and MCP servers" },
        { LmStudioChatEndpoint.Responses, true, "remove the ConversationId and MCP servers" },
        { LmStudioChatEndpoint.ChatCompletions, false, "use another model" },
        { LmStudioChatEndpoint.ChatCompletions, true, "use another model" },
    };

    [Theory]
    [MemberData(nameof(EndpointsAndModes))]
    public async Task GetResponse_ProseForASchema_ThrowsAfterTheAnswer(LmStudioChatEndpoint endpoint, bool streamed, string advice)
    {
        List<ChatResponseUpdate> updates = [];

        LmStudioException exception = await Assert.ThrowsAsync<LmStudioException>(() => GetAsync(endpoint, streamed, "It is sunny in Oslo.", updates));

        Assert.Equal(LmStudioErrorKind.SchemaNotFollowed, exception.Kind);
        Assert.Contains("\"It is sunny in Oslo.\"", exception.Message, StringComparison.Ordinal);
        Assert.Contains(advice, exception.Message, StringComparison.Ordinal);
        Assert.Equal(streamed ? "It is sunny in Oslo." : "", updates.ToChatResponse().Text);
        Assert.Equal(streamed ? ChatFinishReason.Stop : null, updates.LastOrDefault()?.FinishReason);
    }

    // What begins like JSON need not be what was asked for.
    [Theory]
    [InlineData("42 is the answer.")]
    [InlineData("true story: it rains.")]
    [InlineData("\"Sunny\"")]
    [InlineData("null")]
    [InlineData("```json\n{\"city\":\"Oslo\"}\n```")]
    public async Task GetResponse_ProseThatBeginsLikeJson_Throws(string text)
    {
        foreach (object[] row in EndpointsAndModes)
        {
            LmStudioException exception = await Assert.ThrowsAsync<LmStudioException>(() => GetAsync((LmStudioChatEndpoint)row[0], (bool)row[1], text, []));
            Assert.Equal(LmStudioErrorKind.SchemaNotFollowed, exception.Kind);
        }
    }

    [Theory]
    [InlineData("{\"city\":\"Oslo\"}")]
    [InlineData("{\"city\":\"Oslo\"}\nDone.")]
    [InlineData("")]
    public async Task GetResponse_JsonOrNothing_IsGivenOut(string text)
    {
        foreach (object[] row in EndpointsAndModes)
        {
            Assert.Equal(text, (await GetAsync((LmStudioChatEndpoint)row[0], (bool)row[1], text, [])).Text);
        }
    }

    // Half of it may be JSON, and why the other half is missing is told.
    [Theory]
    [InlineData("{\"city\":\"Os")]
    [InlineData("It is")]
    public async Task GetResponse_CutOffAnswer_IsGivenOutAsCutOff(string text)
    {
        foreach (object[] row in EndpointsAndModes)
        {
            ChatResponse response = await GetAsync((LmStudioChatEndpoint)row[0], (bool)row[1], text, [], cutOff: true);

            Assert.Equal(text, response.Text);
            Assert.Equal(ChatFinishReason.Length, response.FinishReason);
        }
    }

    [Fact]
    public async Task GetResponse_ProseForText_IsGivenOut()
    {
        foreach (object[] row in EndpointsAndModes)
        {
            Assert.Equal("Hello.", (await GetAsync((LmStudioChatEndpoint)row[0], (bool)row[1], "Hello.", [], format: ChatResponseFormat.Text)).Text);
        }
    }

    private static async Task<ChatResponse> GetAsync(
        LmStudioChatEndpoint endpoint, bool streamed, string text, List<ChatResponseUpdate> updates, bool cutOff = false, ChatResponseFormat? format = null)
    {
        string json = JsonSerializer.Serialize(text);
        string answer = (endpoint, streamed) switch
        {
            (LmStudioChatEndpoint.Responses, false) =>
                $$"""{"id":"resp_1","status":"{{(cutOff ? "incomplete" : "completed")}}","incomplete_details":{{(cutOff ? """{"reason":"max_output_tokens"}""" : "null")}},"output":[{"type":"message","content":[{"type":"output_text","text":{{json}} }] }] }""",
            (LmStudioChatEndpoint.Responses, true) =>
                $$"""
                event: response.output_text.delta
                data: {"type":"response.output_text.delta","item_id":"msg_1","output_index":0,"content_index":0,"delta":{{json}}}

                event: response.{{(cutOff ? "incomplete" : "completed")}}
                data: {"type":"response.{{(cutOff ? "incomplete" : "completed")}}","response":{"id":"resp_1","status":"{{(cutOff ? "incomplete" : "completed")}}","incomplete_details":{{(cutOff ? """{"reason":"max_output_tokens"}""" : "null")}},"output":[{"id":"msg_1","type":"message","content":[{"type":"output_text","text":{{json}} }] }] } }


                """,
            (_, false) => $$"""{"choices":[{"message":{"role":"assistant","content":{{json}}},"finish_reason":"{{(cutOff ? "length" : "stop")}}"}]}""",
            _ => $$"""
                data: {"choices":[{"delta":{"content":{{json}}},"finish_reason":null}]}

                data: {"choices":[{"delta":{},"finish_reason":"{{(cutOff ? "length" : "stop")}}"}]}

                data: [DONE]


                """,
        };
        using VerbatimHttpHandler handler = VerbatimHttpHandler.ForAnyRequest(streamed ? Answer.Stream(answer) : Answer.Json(answer));
        IChatClient client = Clients.CreateChat(handler, "m", new() { Endpoint = endpoint });
        ChatOptions options = new() { ResponseFormat = format ?? ChatResponseFormat.ForJsonSchema<Weather>() };
        if (!streamed)
        {
            return await client.GetResponseAsync("Hi", options);
        }

        await foreach (ChatResponseUpdate update in client.GetStreamingResponseAsync("Hi", options))
        {
            updates.Add(update);
        }

        return updates.ToChatResponse();
    }

    private sealed record Weather(string City);
}
