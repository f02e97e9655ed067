using System.Net;
using Microsoft.Extensions.AI;

namespace LmStudio.AI.Tests;

/// <summary>What becomes of errors of <c>/v1/messages</c> (docs/protocol.md, "POST /v1/messages").</summary>
public class MessagesFailureTests
{
    private const string Start = "event: message_start\ndata: {\"type\":\"message_start\",\"message\":{\"id\":\"msg_1\",\"model\":\"m\"}}\n\n";
    private const string Delta = "event: content_block_delta\ndata: {\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"Once\"}}\n\n";
    private const string CallStart = "event: content_block_start\ndata: {\"type\":\"content_block_start\",\"index\":0,\"content_block\":{\"type\":\"tool_use\",\"id\":\"a\",\"name\":\"f\",\"input\":{\"n\":1}}}\n\n";
    private const string Error = "event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"api_error\",\"message\":\"The model has crashed\"}}\n\n";
    private const string Stop = "event: message_delta\ndata: {\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\"}}\n\nevent: message_stop\ndata: {\"type\":\"message_stop\"}\n\n";

    private readonly List<ChatResponseUpdate> _updates = [];

    [Theory]
    [InlineData(500, """{"type":"error","error":{"type":"api_error","message":"The model has crashed"}}""", LmStudioErrorKind.ServerError)]
    [InlineData(200, """{"type":"error","error":{"type":"api_error","message":"The model has crashed"}}""", LmStudioErrorKind.ServerError)]
    [InlineData(400, """{"type":"error","error":{"type":"invalid_request_error","message":"max_tokens is required"}}""", LmStudioErrorKind.InvalidRequest)]
    [InlineData(200, """{"type":"error","error":{"type":"invalid_request_error","message":"max_tokens is required"}}""", LmStudioErrorKind.InvalidRequest)]
    [InlineData(500, """{"type":"error","error":{"type":"api_error","message":"Engine protocol predict request returned 400: exceed_context_size_error"}}""", LmStudioErrorKind.ContextOverflow)]
    [InlineData(401, """{"error":{"message":"An LM Studio API token is required","type":"invalid_request","code":"invalid_api_key"}}""", LmStudioErrorKind.Unauthorized)]
    [InlineData(200, """{"error":"Unexpected endpoint or method. (POST /v1/messages)"}""", LmStudioErrorKind.UnsupportedServer)]
    [InlineData(200, """{"content":"ok"}""", LmStudioErrorKind.InvalidResponse)]
    [InlineData(200, "null", LmStudioErrorKind.InvalidResponse)]
    [InlineData(200, "[]", LmStudioErrorKind.InvalidResponse)]
    public async Task GetResponse_Error_ThrowsItsKind(int status, string body, LmStudioErrorKind kind)
    {
        LmStudioException exception = await Assert.ThrowsAsync<LmStudioException>(() => MessagesClients.GetAsync(body, options: null, status));

        Assert.Equal(kind, exception.Kind);
        Assert.Equal((HttpStatusCode)status, exception.StatusCode);
    }

    // protocol.md: errors of a stream request are plain JSON.
    [Theory]
    [InlineData(500, """{"type":"error","error":{"type":"api_error","message":"Only user, assistant and tool roles are supported"}}""", LmStudioErrorKind.ServerError)]
    [InlineData(200, """{"error":"Unexpected endpoint or method. (POST /v1/messages)"}""", LmStudioErrorKind.UnsupportedServer)]
    public async Task GetStreamingResponse_JsonError_ThrowsItsKind(int status, string body, LmStudioErrorKind kind)
    {
        using VerbatimHttpHandler handler = new VerbatimHttpHandler().Expect(MessagesClients.Route, "*", Answer.Json(body, status));

        LmStudioException exception = await Assert.ThrowsAsync<LmStudioException>(() => MessagesClients.Create(handler).GetStreamingResponseAsync("Hi").ToChatResponseAsync());

        Assert.Equal(kind, exception.Kind);
    }

    [Theory]
    [InlineData("")]
    [InlineData(Start)]
    [InlineData(Start + Delta)]
    [InlineData(Start + Delta + "data: [DONE]\n\n")]
    [InlineData(Start + Delta + "data: {\"type\":\"message_stop\"}\n\n")]
    [InlineData(Start + Delta + "data: {\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"\"}}\n\ndata: {\"type\":\"message_stop\"}\n\n")]
    [InlineData(Start + Delta + "data: {\"type\":\"message_delta\",\"delta\":{\"stop_reason\":null},\"usage\":{\"output_tokens\":1}}\n\n")]
    public async Task GetStreamingResponse_EarlyEnd_IsInterruptedAfterItsUpdates(string events)
    {
        LmStudioException? exception = await MessagesClients.CatchAsync(ScriptedStream.Of(events), _updates);

        Assert.Equal(LmStudioErrorKind.StreamInterrupted, exception!.Kind);
        Assert.Equal(events.Contains("Once") ? "Once" : "", _updates.ToChatResponse().Text);
    }

    [Theory]
    [InlineData(Error, LmStudioErrorKind.ServerError)]
    [InlineData("event: error\ndata: {\"error\":{\"message\":\"The model has crashed\"},\"message\":\"The model has crashed\"}\n\n", LmStudioErrorKind.ServerError)]
    [InlineData("data: {\"error\":\"The model has crashed\"}\n\n", LmStudioErrorKind.ServerError)]
    [InlineData("event: error\ndata: {\"message\":\"The model has crashed\"}\n\n", LmStudioErrorKind.ServerError)]
    [InlineData("event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"invalid_request_error\",\"message\":\"The model has crashed\"}}\n\n", LmStudioErrorKind.InvalidRequest)]
    public async Task GetStreamingResponse_ErrorBeforeOutput_Throws(string error, LmStudioErrorKind kind)
    {
        LmStudioException? exception = await MessagesClients.CatchAsync(ScriptedStream.Of(Start + error + Stop), _updates);

        Assert.Equal(kind, exception!.Kind);
        Assert.Null(exception.StatusCode);
        Assert.Contains("The model has crashed", exception.Message);
    }

    [Theory]
    [InlineData(Delta)]
    [InlineData(CallStart)]
    public async Task GetStreamingResponse_ErrorAfterOutput_IsContentAndThrownAtTheEnd(string output)
    {
        LmStudioException? exception = await MessagesClients.CatchAsync(ScriptedStream.Of(Start + output + Error + Stop), _updates);

        Assert.Equal(LmStudioErrorKind.ServerError, exception!.Kind);
        Assert.Contains("The model has crashed", exception.Message);
        ErrorContent error = Assert.IsType<ErrorContent>(Assert.Single(_updates[2].Contents));
        Assert.Equal("The model has crashed", error.Message);
        Assert.Equal("api_error", error.ErrorCode);
        Assert.Null(_updates[^1].ResponseId);
        Assert.DoesNotContain(_updates.SelectMany(static update => update.Contents), static content => content is FunctionCallContent);
    }

    [Fact]
    public async Task GetStreamingResponse_ErrorThenEarlyEnd_ThrowsTheError()
    {
        LmStudioException? exception = await MessagesClients.CatchAsync(ScriptedStream.Of(Start + Delta + Error), _updates);

        Assert.Equal(LmStudioErrorKind.ServerError, exception!.Kind);
        Assert.Contains("The model has crashed", exception.Message);
        Assert.Equal(3, _updates.Count);
    }

    [Theory]
    [InlineData("""{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Upo""")]
    [InlineData("""{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Upon"}}}""")]
    [InlineData("""{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":5}}""")]
    [InlineData("""{"type":"message_stop"}}""")]
    [InlineData("""{"type":"message_stop""")]
    [InlineData("null")]
    [InlineData("42")]
    [InlineData("Upon")]
    public async Task GetStreamingResponse_MalformedEvent_ThrowsAfterTheUpdatesBefore(string data)
    {
        LmStudioException? exception = await MessagesClients.CatchAsync(ScriptedStream.Of(Start + Delta + $"data: {data}\n\n" + Stop), _updates);

        Assert.Equal(LmStudioErrorKind.InvalidResponse, exception!.Kind);
        Assert.Equal("Once", _updates.ToChatResponse().Text);
    }

    [Theory]
    [InlineData("""{"type":"message_start","message":5}""")]
    [InlineData("""{"type":"content_block_start","content_block":[]}""")]
    [InlineData("""{"type":"content_block_start","index":"first","content_block":{"type":5}}""")]
    [InlineData("""{"type":"content_block_delta","delta":null}""")]
    [InlineData("""{"type":"content_block_delta","index":7,"delta":{"type":"input_json_delta","partial_json":"{}"}}""")]
    [InlineData("""{"type":"content_block_stop","index":7}""")]
    [InlineData("""{"type":"message_delta","delta":"end","usage":[1]}""")]
    [InlineData("{}")]
    public async Task GetStreamingResponse_EventWithOtherMembers_GivesUpdateWithoutContent(string data)
    {
        LmStudioException? exception = await MessagesClients.CatchAsync(ScriptedStream.Of(Start + Delta + $"data: {data}\n\n" + Stop), _updates);

        Assert.Null(exception);
        Assert.Empty(_updates[2].Contents);
        Assert.Equal("Once", _updates.ToChatResponse().Text);
    }

    [Fact]
    public async Task GetStreamingResponse_Cancelled_ClosesTheConnection()
    {
        using CancellationTokenSource cancellation = new();
        ScriptedStream events = ScriptedStream.Hanging(Start + Delta);
        using VerbatimHttpHandler handler = new VerbatimHttpHandler().Expect(MessagesClients.Route, "*", Answer.Stream(events));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (ChatResponseUpdate update in MessagesClients.Create(handler).GetStreamingResponseAsync("Hi", options: null, cancellation.Token))
            {
                if (update.Text == "Once")
                {
                    await cancellation.CancelAsync();
                }
            }
        });

        Assert.True(events.IsDisposed);
    }
}
