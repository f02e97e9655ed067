using Microsoft.Extensions.AI;

namespace LmStudio.AI.Tests;

/// <summary>Errors that come after output are content, and must not repeat secrets either.</summary>
public sealed class RedactionTests
{
    private const string Token = "sk-lm-abcd1234:abcdefghij0123456789";

    [Theory]
    [InlineData(
        LmStudioChatEndpoint.Native,
        """
        event: message.delta
        data: {"type":"message.delta","content":"Hi"}

        event: error
        data: {"type":"error","error":{"type":"mcp_connection_error","message":"The server refused 'secret-header-value' and sk-lm-abcd1234:abcdefghij0123456789"}}

        event: chat.end
        data: {"type":"chat.end","result":{"model_instance_id":"m","output":[{"type":"message","content":"Hi"}]}}


        """)]
    [InlineData(
        LmStudioChatEndpoint.Responses,
        """
        event: response.output_text.delta
        data: {"type":"response.output_text.delta","output_index":0,"delta":"Hi"}

        event: error
        data: {"type":"error","message":"The server refused 'secret-header-value' and sk-lm-abcd1234:abcdefghij0123456789"}

        event: response.completed
        data: {"type":"response.completed","response":{"id":"resp_1","model":"m","status":"completed","output":[]}}


        """)]
    public async Task GetStreamingResponse_ErrorAfterOutputThatEchoesSecrets_HasNoneOfThem(LmStudioChatEndpoint endpoint, string stream)
    {
        using VerbatimHttpHandler handler = new VerbatimHttpHandler().Expect($"POST {ChatEndpointTable.PathOf(endpoint)}", "*", Answer.Stream(stream));
        IChatClient client = Clients.Create(handler, apiToken: Token).AsIChatClient("m", new() { Endpoint = endpoint });
        HostedMcpServerTool tool = new("docs", new Uri("https://example.com/mcp")) { Headers = new Dictionary<string, string> { ["X-Key"] = "secret-header-value" } };

        List<ChatResponseUpdate> updates = [];
        LmStudioException exception = await Assert.ThrowsAsync<LmStudioException>(async () =>
        {
            await foreach (ChatResponseUpdate update in client.GetStreamingResponseAsync("Hi", new() { Tools = [tool] }))
            {
                updates.Add(update);
            }
        });

        Assert.Contains("The server refused '***' and ***", exception.Message);
        ChatResponse response = updates.ToChatResponse();
        Assert.Equal("The server refused '***' and ***", response.Messages[0].Contents.OfType<ErrorContent>().Single().Message);
        Assert.Equal("Hi", response.Text);
    }
}
