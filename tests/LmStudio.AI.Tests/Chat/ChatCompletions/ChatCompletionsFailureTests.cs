using System.Net;
using Microsoft.Extensions.AI;

namespace LmStudio.AI.Tests;

/// <summary>What becomes of errors and of streams that do not come to their end (docs/protocol.md, "POST /v1/chat/completions").</summary>
public class ChatCompletionsFailureTests
{
    private const string Overflow = "The number of tokens to keep from the initial prompt is greater than the context length (n_keep: 9000>= n_ctx: 4096). Try to load the model with a larger context length, or provide a shorter input.";

    private static readonly string Text = CompletionPayloads.Chunk("""{"role":"assistant","content":"Once"}""");
    private static readonly string Stop = CompletionPayloads.Chunk("{}", "stop");

    private readonly List<ChatResponseUpdate> _updates = [];

    public static TheoryData<string> EarlyEnds =>
    [
        "",
        Text,
        Text + CompletionPayloads.Usage(1, 1),
        Text + "data: [DO",
        CompletionPayloads.Done,
        Text + CompletionPayloads.Done,
        Text + CompletionPayloads.Chunk("{}", "") + CompletionPayloads.Done,
        CompletionPayloads.Chunk("""{"tool_calls":[{"index":0,"id":"1","function":{"name":"a","arguments":"{}"}}]}""") + CompletionPayloads.Done,
        CompletionPayloads.Chunk("""{"tool_calls":[{"index":0,"id":"1","function":{"name":"a","arguments":"{}"}}]}"""),
    ];

    [Theory]
    [InlineData("""{"error":"Invalid tool_choice type: 'object'. Supported string values: none, auto, required"}""", LmStudioErrorKind.InvalidRequest)]
    [InlineData("""{"error":"'response_format.type' must be 'json_schema' or 'text'"}""", LmStudioErrorKind.InvalidRequest)]
    [InlineData($$"""{"error":"{{Overflow}}"}""", LmStudioErrorKind.ContextOverflow)]
    [InlineData("""{"error":{"message":"Invalid model identifier \"x\".","type":"invalid_request_error","param":"model","code":"model_not_found"}}""", LmStudioErrorKind.ModelNotFound)]
    [InlineData("""{"error":{"message":"No models loaded. Please load a model.","type":"invalid_request_error","param":"model","code":null}}""", LmStudioErrorKind.ModelNotFound)]
    [InlineData("""{"error":"Model does not support images. Please use a model that does."}""", LmStudioErrorKind.InvalidRequest)]
    public async Task GetResponse_RefusedRequest_ThrowsOfKind(string body, LmStudioErrorKind kind)
    {
        using VerbatimHttpHandler handler = new VerbatimHttpHandler().Expect(Completions.Route, "*", Answer.Json(body, 400)).Expect(Completions.Route, "*", Answer.Json(body, 400));
        using IChatClient client = Completions.CreateChat(handler);

        LmStudioException whole = await Assert.ThrowsAsync<LmStudioException>(() => client.GetResponseAsync("Hi"));
        LmStudioException streamed = await Assert.ThrowsAsync<LmStudioException>(() => client.GetStreamingResponseAsync("Hi").ToChatResponseAsync());

        Assert.Equal(kind, whole.Kind);
        Assert.Equal(HttpStatusCode.BadRequest, whole.StatusCode);
        Assert.Equal(whole.Message, streamed.Message);
    }

    // Errors come with the status of a success as well.
    [Theory]
    [InlineData("""{"error":"Unexpected endpoint or method. (POST /v1/chat/completions)"}""", LmStudioErrorKind.UnsupportedServer)]
    [InlineData("""{"error":{"message":"The model has crashed"}}""", LmStudioErrorKind.ServerError)]
    [InlineData("""{"id":"chatcmpl-1","object":"chat.completion","choices":[]}""", LmStudioErrorKind.InvalidResponse)]
    [InlineData("""{"id":"chatcmpl-1","object":"chat.completion","choices":7}""", LmStudioErrorKind.InvalidResponse)]
    [InlineData("[]", LmStudioErrorKind.InvalidResponse)]
    [InlineData("null", LmStudioErrorKind.InvalidResponse)]
    public async Task GetResponse_ErrorWithStatusOfSuccess_ThrowsOfKind(string body, LmStudioErrorKind kind)
    {
        LmStudioException exception = await Assert.ThrowsAsync<LmStudioException>(() => Completions.GetAsync(body));

        Assert.Equal(kind, exception.Kind);
    }

    [Theory]
    [InlineData("event: error\ndata: {\"error\":{\"message\":\"" + Overflow + "\"},\"message\":\"" + Overflow + "\"}\n\n", LmStudioErrorKind.ContextOverflow)]
    [InlineData("event: error\ndata: {\"error\":\"" + Overflow + "\"}\n\n", LmStudioErrorKind.ContextOverflow)]
    [InlineData("event: error\ndata: \"" + Overflow + "\"\n\n", LmStudioErrorKind.ContextOverflow)]
    [InlineData("event: error\ndata: {\"message\":\"" + Overflow + "\"}\n\n", LmStudioErrorKind.ContextOverflow)]
    [InlineData("data: {\"error\":{\"message\":\"The model has crashed\"}}\n\n", LmStudioErrorKind.ServerError)]
    [InlineData("data: {\"error\":\"The model has crashed\"}\n\n", LmStudioErrorKind.ServerError)]
    public async Task GetStreamingResponse_ErrorBeforeOutput_Throws(string events, LmStudioErrorKind kind)
    {
        LmStudioException? exception = await Completions.CatchAsync(events + CompletionPayloads.Done, _updates);

        Assert.Equal(kind, exception!.Kind);
        Assert.Contains(kind == LmStudioErrorKind.ContextOverflow ? Overflow : "The model has crashed", exception.Message);
        Assert.Empty(_updates);
    }

    [Theory]
    [InlineData("event: error\ndata: {\"error\":{\"message\":\"Crashed\",\"code\":\"oom\"},\"message\":\"Crashed\"}\n\n")]
    [InlineData("data: {\"error\":{\"message\":\"Crashed\",\"type\":\"oom\"}}\n\n")]
    public async Task GetStreamingResponse_ErrorAfterOutput_IsContentAndThrownAtTheEnd(string error)
    {
        LmStudioException? exception = await Completions.CatchAsync(Text + error + CompletionPayloads.Done, _updates);

        Assert.Equal(LmStudioErrorKind.ServerError, exception!.Kind);
        Assert.Contains("Crashed", exception.Message);
        ErrorContent content = Assert.IsType<ErrorContent>(Assert.Single(_updates[1].Contents));
        Assert.Equal("Crashed", content.Message);
        Assert.Equal("oom", content.ErrorCode);
        Assert.Equal("Once", _updates.ToChatResponse().Text);
        Assert.Null(_updates[^1].FinishReason);
    }

    [Fact]
    public async Task GetStreamingResponse_ErrorAfterOutputAndEarlyEnd_ThrowsError()
    {
        LmStudioException? exception = await Completions.CatchAsync(Text + "event: error\ndata: {\"error\":\"" + Overflow + "\"}\n\n", _updates);

        Assert.Equal(LmStudioErrorKind.ContextOverflow, exception!.Kind);
    }

    [Theory]
    [MemberData(nameof(EarlyEnds))]
    public async Task GetStreamingResponse_EarlyEnd_IsInterrupted(string events)
    {
        LmStudioException? exception = await Completions.CatchAsync(events, _updates);

        Assert.Equal(LmStudioErrorKind.StreamInterrupted, exception!.Kind);
        Assert.DoesNotContain(_updates.SelectMany(static update => update.Contents), static content => content is FunctionCallContent);
    }

    // Servers that do not stream answer so.
    [Fact]
    public async Task GetStreamingResponse_WholeAnswerAsOneEvent_IsTheAnswer()
    {
        LmStudioException? exception = await Completions.CatchAsync(
            """data: {"id":"chatcmpl-1","object":"chat.completion","model":"m","choices":[{"index":0,"message":{"role":"assistant","content":"Once","reasoning_content":"Hm"},"finish_reason":"stop"}],"usage":{"prompt_tokens":1,"completion_tokens":2}}"""
            + "\n\n" + CompletionPayloads.Done,
            _updates);

        Assert.Null(exception);
        ChatResponse response = _updates.ToChatResponse();
        Assert.Equal("Once", response.Text);
        Assert.Equal("Hm", response.Messages[0].Contents.OfType<TextReasoningContent>().Single().Text);
        Assert.Equal(ChatFinishReason.Stop, response.FinishReason);
        Assert.Equal(3, response.Usage!.TotalTokenCount);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("\"\"")]
    [InlineData("\" \"")]
    public async Task GetResponse_NoFinishReason_HasNone(string reason)
    {
        ChatResponse response = await Completions.GetAsync($$$"""{"choices":[{"message":{"content":"Once"},"finish_reason":{{{reason}}}}]}""");

        Assert.Equal("Once", response.Text);
        Assert.Null(response.FinishReason);
    }

    // Proxies lose the last line; the finish reason says that nothing else was to come.
    [Fact]
    public async Task GetStreamingResponse_EndWithoutMarkAfterFinishReason_IsEnd()
    {
        LmStudioException? exception = await Completions.CatchAsync(Text + Stop, _updates);

        Assert.Null(exception);
        Assert.Equal(ChatFinishReason.Stop, _updates[^1].FinishReason);
    }

    [Theory]
    [InlineData("data: {\"choices\":[{\"delta\":{\"content\":\"A\"}\n\n")]
    [InlineData("data: {\"choices\":[{\"delta\":{\"content\":\"A\"}}]}}\n\n")]
    [InlineData("data: {\"choices\":7}\n\n")]
    [InlineData("data: [1]\n\n")]
    [InlineData("data: hello\n\n")]
    public async Task GetStreamingResponse_MalformedChunk_IsInvalidResponse(string events)
    {
        Assert.Equal(LmStudioErrorKind.InvalidResponse, (await Completions.CatchAsync(events, _updates))!.Kind);
        Assert.Equal(LmStudioErrorKind.InvalidResponse, (await Completions.CatchAsync(Text + events, _updates))!.Kind);
    }

    [Fact]
    public async Task GetStreamingResponse_Cancelled_ThrowsAndClosesConnection()
    {
        ScriptedStream stream = ScriptedStream.Hanging(Text);
        using VerbatimHttpHandler handler = new VerbatimHttpHandler().Expect(Completions.Route, "*", Answer.Stream(stream));
        using CancellationTokenSource cancellation = new();

        _ = await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (ChatResponseUpdate _ in Completions.CreateChat(handler).GetStreamingResponseAsync("Hi", cancellationToken: cancellation.Token))
            {
                await cancellation.CancelAsync();
            }
        });

        Assert.True(stream.IsDisposed);
    }
}
