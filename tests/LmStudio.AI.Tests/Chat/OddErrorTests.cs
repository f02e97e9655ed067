using Microsoft.Extensions.AI;

namespace LmStudio.AI.Tests;

/// <summary>Errors in the forms of proxies and engines: their words are told on every endpoint, and what is no error costs nothing.</summary>
public class OddErrorTests
{
    public static TheoryData<LmStudioChatEndpoint, string> ErrorsAfterOutput
    {
        get
        {
            TheoryData<LmStudioChatEndpoint, string> data = [];
            foreach ((LmStudioChatEndpoint endpoint, string piece) in Pieces)
            {
                data.Add(endpoint, $"data: {piece}\n\nevent: error\ndata: upstream connect error\n\n");
                data.Add(endpoint, $"data: {piece}\n\nevent: error\ndata: \"upstream connect error\"\n\n");
                data.Add(endpoint, $"data: {piece}\n\nevent: error\ndata: [\"upstream connect error\"]\n\n");
                data.Add(endpoint, $$"""data: {{piece}}{{"\n\n"}}data: {"error":"upstream connect error"}{{"\n\n"}}""");
                data.Add(endpoint, $$"""data: {{piece}}{{"\n\n"}}data: {"error":["upstream connect error"]}{{"\n\n"}}""");
            }

            return data;
        }
    }

    public static TheoryData<LmStudioChatEndpoint, string> Wholes => new()
    {
        { LmStudioChatEndpoint.Native, """{"output":[{"type":"message","content":"Once"}],"error":""" },
        { LmStudioChatEndpoint.ChatCompletions, """{"choices":[{"message":{"content":"Once"},"finish_reason":"stop"}],"error":""" },
        { LmStudioChatEndpoint.Responses, """{"status":"completed","output":[{"type":"message","content":[{"type":"output_text","text":"Once"}]}],"error":""" },
        { LmStudioChatEndpoint.Messages, """{"content":[{"type":"text","text":"Once"}],"stop_reason":"end_turn","error":""" },
    };

    private static (LmStudioChatEndpoint Endpoint, string Piece)[] Pieces =>
    [
        (LmStudioChatEndpoint.Native, """{"type":"message.delta","content":"Half"}"""),
        (LmStudioChatEndpoint.ChatCompletions, """{"choices":[{"index":0,"delta":{"content":"Half"}}]}"""),
        (LmStudioChatEndpoint.Responses, """{"type":"response.output_text.delta","delta":"Half"}"""),
        (LmStudioChatEndpoint.Messages, """{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Half"}}"""),
    ];

    [Theory]
    [MemberData(nameof(ErrorsAfterOutput))]
    public async Task GetStreamingResponse_ErrorOfAnyForm_ThrowsItsWords(LmStudioChatEndpoint endpoint, string events)
    {
        (List<ChatResponseUpdate> updates, LmStudioException? failure) = await EndpointChat.StreamAsync(endpoint, events);

        Assert.Equal(LmStudioErrorKind.ServerError, failure!.Kind);
        Assert.Contains("upstream connect error", failure.Message);
        Assert.Equal("Half", updates.ToChatResponse().Text);
        Assert.Contains("upstream connect error", updates.ToChatResponse().Messages[0].Contents.OfType<ErrorContent>().Single().Message);
    }

    [Theory]
    [MemberData(nameof(Wholes))]
    public async Task GetResponse_ErrorThatSaysNothing_CostsNothing(LmStudioChatEndpoint endpoint, string beginning)
    {
        foreach (string error in new[] { "null", "false", "0", "\"\"", "{}", "[]" })
        {
            Assert.Equal("Once", (await EndpointChat.GetAsync(endpoint, beginning + error + "}")).Text);
        }
    }

    [Theory]
    [MemberData(nameof(Wholes))]
    public async Task GetResponse_ByteOrderMark_IsPassedOver(LmStudioChatEndpoint endpoint, string beginning)
    {
        Assert.Equal("Once", (await EndpointChat.GetAsync(endpoint, "\uFEFF" + beginning + "null}")).Text);

        LmStudioException exception = await Assert.ThrowsAsync<LmStudioException>(() => EndpointChat.GetAsync(endpoint, "\uFEFF{\"error\":\"Model crashed.\"}"));
        Assert.Contains("Model crashed.", exception.Message);
    }
}
