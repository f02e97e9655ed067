using Microsoft.Extensions.AI;

namespace LmStudio.AI.Tests;

/// <summary>Characters that the server cuts in two between pieces of a stream.</summary>
public class SplitCharacterTests
{
    public static TheoryData<LmStudioChatEndpoint> Endpoints => [LmStudioChatEndpoint.Native, LmStudioChatEndpoint.ChatCompletions, LmStudioChatEndpoint.Responses, LmStudioChatEndpoint.Messages];

    [Theory]
    [MemberData(nameof(Endpoints))]
    public async Task GetStreamingResponse_HalvesInTwoPieces_AreOneCharacter(LmStudioChatEndpoint endpoint)
    {
        List<ChatResponseUpdate> updates = await StreamAsync(endpoint, ["Once ", "\\ud83d", "\\ude00 upon \\uD83D", "\\uDE00"]);

        Assert.Equal("Once 😀 upon 😀", updates.ToChatResponse().Text);
        Assert.All(updates.SelectMany(static update => update.Contents).OfType<TextContent>(), static content => Assert.DoesNotContain('\uFFFD', content.Text));
    }

    [Theory]
    [MemberData(nameof(Endpoints))]
    public async Task GetStreamingResponse_HalfThatStaysAlone_IsReplaced(LmStudioChatEndpoint endpoint)
    {
        List<ChatResponseUpdate> updates = await StreamAsync(endpoint, ["Once \\ud83d", " upon \\ude00", "\\ude00 a\\ud83db", "time\\ud83d"]);

        Assert.Equal("Once \uFFFD upon \uFFFD\uFFFD a\uFFFDbtime\uFFFD", updates.ToChatResponse().Text);
    }

    [Fact]
    public async Task GetStreamingResponse_HalfOfReasoning_IsNotJoinedWithText()
    {
        (List<ChatResponseUpdate> updates, _) = await EndpointChat.StreamAsync(LmStudioChatEndpoint.Native, EndpointChat.Events(
            """{"type":"reasoning.delta","content":"Hm\ud83d"}""",
            """{"type":"message.delta","content":"\ude00k"}""",
            """{"type":"chat.end","result":{"output":[]}}"""));

        ChatMessage message = updates.ToChatResponse().Messages[0];
        Assert.Equal("Hm\uFFFD", Assert.IsType<TextReasoningContent>(message.Contents[0]).Text);
        Assert.Equal("\uFFFDk", message.Text);
    }

    [Theory]
    [InlineData(LmStudioChatEndpoint.Native, """{"output":[{"type":"message","content":"Once\n\ud83d\ude00 \ud83d"}]}""")]
    [InlineData(LmStudioChatEndpoint.ChatCompletions, """{"choices":[{"message":{"content":"Once\n\ud83d\ude00 \ud83d"}}]}""")]
    [InlineData(LmStudioChatEndpoint.Responses, """{"output":[{"type":"message","content":[{"text":"Once\n\ud83d\ude00 \ud83d"}]}]}""")]
    [InlineData(LmStudioChatEndpoint.Messages, """{"content":[{"type":"text","text":"Once\n\ud83d\ude00 \ud83d"}]}""")]
    public async Task GetResponse_HalfACharacter_IsReplaced(LmStudioChatEndpoint endpoint, string body) =>
        Assert.Equal("Once\n😀 \uFFFD", (await EndpointChat.GetAsync(endpoint, body)).Text);

    private static async Task<List<ChatResponseUpdate>> StreamAsync(LmStudioChatEndpoint endpoint, string[] pieces)
    {
        string[] data = endpoint switch
        {
            LmStudioChatEndpoint.Native => [.. pieces.Select(static piece => $$"""{"type":"message.delta","content":"{{piece}}"}"""), """{"type":"chat.end","result":{"output":[]}}"""],
            LmStudioChatEndpoint.ChatCompletions =>
                [.. pieces.Select(static piece => $$$"""{"choices":[{"index":0,"delta":{"content":"{{{piece}}}"}}]}"""), """{"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}""", "[DONE]"],
            LmStudioChatEndpoint.Responses =>
                [.. pieces.Select(static piece => $$"""{"type":"response.output_text.delta","output_index":0,"delta":"{{piece}}"}"""), """{"type":"response.completed","response":{"output":[]}}"""],
            _ =>
            [
                .. pieces.Select(static piece => $$$"""{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"{{{piece}}}"}}"""),
                """{"type":"message_delta","delta":{"stop_reason":"end_turn"}}""",
                """{"type":"message_stop"}""",
            ],
        };
        (List<ChatResponseUpdate> updates, LmStudioException? failure) = await EndpointChat.StreamAsync(endpoint, EndpointChat.Events(data));
        Assert.Null(failure);
        return updates;
    }
}
