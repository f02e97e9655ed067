using System.Net;
using Microsoft.Extensions.AI;

namespace LmStudio.AI.Tests;

/// <summary>How failures of <c>/v1/responses</c> surface (docs/protocol.md, "POST /v1/responses").</summary>
public class ResponsesFailureTests
{
    private const string Text = "data: {\"type\":\"response.output_text.delta\",\"output_index\":0,\"delta\":\"Hi\"}\n\n";
    private const string Failed = """data: {"type":"response.failed","response":{"id":"resp_1","status":"failed","error":{"code":"server_error","message":"The model crashed."},"model":"m","output":[],"usage":{"input_tokens":1,"output_tokens":2}}}""" + "\n\n";

    // protocol.md: the id is told without its "resp_".
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task GetResponse_ConversationNotFound_SaysSo(bool stream)
    {
        using VerbatimHttpHandler handler = new VerbatimHttpHandler().Expect("POST /v1/responses", "*", Answer.Json(
            """{"error":{"message":"Previous response with id '00aa11' not found.","type":"invalid_request_error","param":"previous_response_id","code":"previous_response_not_found"}}""", status: 400));
        IChatClient client = ResponsesChat.CreateClient(handler);
        ChatOptions options = new() { ConversationId = "resp_00aa11" };

        LmStudioException exception = await Assert.ThrowsAsync<LmStudioException>(() =>
            stream ? client.GetStreamingResponseAsync("Hi", options).ToChatResponseAsync() : client.GetResponseAsync("Hi", options));

        Assert.Equal(LmStudioErrorKind.ConversationNotFound, exception.Kind);
        Assert.Equal("previous_response_not_found", exception.ErrorCode);
        Assert.Equal(HttpStatusCode.BadRequest, exception.StatusCode);
    }

    // protocol.md: servers of mcp.json need permission.
    [Fact]
    public async Task GetResponse_McpNotPermitted_IsForbidden()
    {
        LmStudioException exception = await Assert.ThrowsAsync<LmStudioException>(() => ResponsesChat.GetAsync(
            """{"error":{"message":"Permission denied to use local MCP server 'files'.","type":"invalid_request_error","param":"tools","code":null}}""",
            new() { Tools = [new HostedMcpServerTool("files", "mcp/files")] },
            status: 403));

        Assert.Equal(LmStudioErrorKind.Forbidden, exception.Kind);
        Assert.Equal("tools", exception.Param);
    }

    [Fact]
    public async Task GetResponse_Failed_Throws()
    {
        LmStudioException exception = await Assert.ThrowsAsync<LmStudioException>(() => ResponsesChat.GetAsync(
            """{"id":"resp_1","status":"failed","error":{"code":"server_error","message":"The model crashed."},"output":[]}"""));

        Assert.Equal(LmStudioErrorKind.ServerError, exception.Kind);
        Assert.Equal("server_error", exception.ErrorCode);
        Assert.Contains("The model crashed.", exception.Message);
    }

    [Theory]
    [InlineData("""{"error":"Unexpected endpoint or method. (POST /v1/responses)"}""", LmStudioErrorKind.UnsupportedServer)]
    [InlineData("""{"error":{"message":"Invalid model identifier \"m\"."}}""", LmStudioErrorKind.ModelNotFound)]
    [InlineData("""{"id":"resp_1"}""", LmStudioErrorKind.InvalidResponse)]
    [InlineData("""[]""", LmStudioErrorKind.InvalidResponse)]
    public async Task GetResponse_NoAnswerWithStatusOfSuccess_Throws(string body, LmStudioErrorKind kind) =>
        Assert.Equal(kind, (await Assert.ThrowsAsync<LmStudioException>(() => ResponsesChat.GetAsync(body))).Kind);

    [Theory]
    [InlineData("""{"type":"error","code":"server_error","message":"The model crashed.","param":null,"sequence_number":3}""")]
    [InlineData("""{"type":"error","error":{"code":"server_error","message":"The model crashed."}}""")]
    [InlineData("""{"error":{"code":"server_error","message":"The model crashed."},"message":"The model crashed."}""")]
    [InlineData("""{"type":"response.failed","response":{"id":"resp_1","status":"failed","error":{"code":"server_error","message":"The model crashed."},"output":[]}}""")]
    public async Task GetStreamingResponse_ErrorBeforeOutput_Throws(string data)
    {
        LmStudioException exception = await Assert.ThrowsAsync<LmStudioException>(() => ResponsesChat.StreamAsync($"data: {data}\n\n"));

        Assert.Equal(LmStudioErrorKind.ServerError, exception.Kind);
        Assert.Equal("server_error", exception.ErrorCode);
        Assert.Contains("The model crashed.", exception.Message);
    }

    // protocol.md, "Errors": seen on the compatible endpoints, with the event named by its line only.
    [Fact]
    public async Task GetStreamingResponse_ContextOverflow_Throws()
    {
        LmStudioException exception = await Assert.ThrowsAsync<LmStudioException>(() => ResponsesChat.StreamAsync(
            "event: error\ndata: {\"error\":{\"message\":\"Context size has been exceeded.\"},\"message\":\"Context size has been exceeded.\"}\n\n"));

        Assert.Equal(LmStudioErrorKind.ContextOverflow, exception.Kind);
    }

    // The same error may come twice: as an event of its own, and with the end.
    [Theory]
    [InlineData("")]
    [InlineData("data: {\"type\":\"error\",\"code\":\"server_error\",\"message\":\"The model crashed.\"}\n\n")]
    public async Task GetStreamingResponse_FailedAfterOutput_SaysTheErrorOnceAndThrowsIt(string error)
    {
        List<ChatResponseUpdate> updates = [];

        LmStudioException? exception = await ResponsesChat.CatchAsync(Text + error + Failed, updates);

        Assert.Equal(LmStudioErrorKind.ServerError, exception!.Kind);
        Assert.Contains("The model crashed.", exception.Message);
        ErrorContent content = updates.SelectMany(static update => update.Contents).OfType<ErrorContent>().Single();
        Assert.Equal("The model crashed.", content.Message);
        Assert.Equal("server_error", content.ErrorCode);
        Assert.Equal(3, updates.ToChatResponse().Usage!.TotalTokenCount);
        Assert.Null(updates[^1].FinishReason);
        Assert.Null(updates[^1].ConversationId);
        Assert.Null(updates[^1].ResponseId);
    }

    [Fact]
    public async Task GetStreamingResponse_FailedWithoutMore_Throws()
    {
        List<ChatResponseUpdate> updates = [];

        LmStudioException? exception = await ResponsesChat.CatchAsync(Text + "data: {\"type\":\"response.failed\"}\n\n", updates);

        Assert.Equal(LmStudioErrorKind.ServerError, exception!.Kind);
        _ = Assert.IsType<ErrorContent>(Assert.Single(updates[^1].Contents));
    }

    [Theory]
    [InlineData("""{"id":"resp_1","output":[]}""")]
    [InlineData("""{"id":"resp_1","status":"","output":[]}""")]
    [InlineData("""{"id":"resp_1","status":7,"output":[]}""")]
    public async Task GetResponse_NoStatus_HasNoFinishReason(string body) => Assert.Null((await ResponsesChat.GetAsync(body)).FinishReason);

    [Fact]
    public async Task GetStreamingResponse_ErrorAfterOutputWithoutEnd_Throws()
    {
        LmStudioException exception = await Assert.ThrowsAsync<LmStudioException>(() => ResponsesChat.StreamAsync(Text + "data: {\"type\":\"error\",\"message\":\"The model crashed.\"}\n\n"));

        Assert.Contains("The model crashed.", exception.Message);
    }

    [Theory]
    [InlineData(Text)]
    [InlineData(Text + "data: [DONE]\n\n")]
    [InlineData(Text + "data: {\"type\":\"response.output_item.done\",\"output_index\":0,\"item\":{\"type\":\"message\",\"content\":[{\"type\":\"output_text\",\"text\":\"Hi\"}]}}\n\n")]
    public async Task GetStreamingResponse_EndsWithoutLastEvent_IsInterrupted(string events) =>
        Assert.Equal(LmStudioErrorKind.StreamInterrupted, (await Assert.ThrowsAsync<LmStudioException>(() => ResponsesChat.StreamAsync(events))).Kind);

    [Theory]
    [InlineData("{\"type\":\"response.completed\"}")]
    [InlineData("{\"type\":\"response.output_text.delta\",\"delta\":\"H")]
    [InlineData("{\"type\":\"response.output_text.delta\",\"delta\":\"Hi\"}}")]
    [InlineData("[1]")]
    [InlineData("7")]
    [InlineData("Hello")]
    public async Task GetStreamingResponse_MalformedEvent_Throws(string data) =>
        Assert.Equal(LmStudioErrorKind.InvalidResponse, (await Assert.ThrowsAsync<LmStudioException>(() => ResponsesChat.StreamAsync($"data: {data}\n\n"))).Kind);
}
