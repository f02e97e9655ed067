using Microsoft.Extensions.AI;

namespace LmStudio.AI.Tests;

/// <summary>Ids of one dialect's conversations with what only the other dialect's servers have: refused before anything is sent.</summary>
public class OtherDialectTests
{
    private static readonly ChatOptions Tools = new() { Tools = [AIFunctionFactory.Create(static () => 1, "f")] };
    private static readonly ChatOptions Format = new() { ResponseFormat = ChatResponseFormat.Json };

    [Theory]
    [InlineData(LmStudioApiDialect.Auto, "thread_1")]
    [InlineData(LmStudioApiDialect.Released, "thread_1")]
    [InlineData(LmStudioApiDialect.Preview, "thread_1")]
    [InlineData(LmStudioApiDialect.Preview, "resp_1")]
    public async Task GetResponse_IdOfPreviewWithToolsOrFormat_NamesTheTwo(LmStudioApiDialect dialect, string id)
    {
        Assert.Contains("a ConversationId of the preview dialect (/api/v1/chat); function tools", await RefuseAsync(dialect, id, Tools), StringComparison.Ordinal);
        Assert.Contains("a ConversationId of the preview dialect (/api/v1/chat); a JSON response format", await RefuseAsync(dialect, id, Format), StringComparison.Ordinal);
    }

    [Fact]
    public async Task GetResponse_ThreadOnPinnedEndpoint_IsRefused() =>
        Assert.Contains(
            "pinned to /v1/responses, which does not support a ConversationId of the preview dialect",
            await RefuseAsync(LmStudioApiDialect.Auto, "thread_1", new(), LmStudioChatEndpoint.Responses),
            StringComparison.Ordinal);

    [Fact]
    public async Task GetResponse_IdOfReleasedWithTools_IsSent()
    {
        using VerbatimHttpHandler handler = new VerbatimHttpHandler().Expect("POST /v1/responses", "*", Answer.Json("""{"id":"resp_2","status":"completed","output":[]}"""));
        ChatOptions options = Tools.Clone();
        options.ConversationId = "resp_1";

        _ = await Clients.Create(handler).AsIChatClient("m").GetResponseAsync("Hi", options);
    }

    private static async Task<string> RefuseAsync(LmStudioApiDialect dialect, string id, ChatOptions options, LmStudioChatEndpoint endpoint = LmStudioChatEndpoint.Auto)
    {
        using VerbatimHttpHandler handler = new();
        options = options.Clone();
        options.ConversationId = id;
        IChatClient client = Clients.Create(handler, dialect).AsIChatClient("m", new() { Endpoint = endpoint });

        NotSupportedException whole = await Assert.ThrowsAsync<NotSupportedException>(() => client.GetResponseAsync("Hi", options));
        NotSupportedException streamed = await Assert.ThrowsAsync<NotSupportedException>(() => client.GetStreamingResponseAsync("Hi", options).ToChatResponseAsync());

        Assert.Empty(handler.Requests);
        Assert.Equal(whole.Message, streamed.Message);
        return whole.Message;
    }
}
