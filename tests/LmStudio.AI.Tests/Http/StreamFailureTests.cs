using System.Net;
using System.Text;
using Microsoft.Extensions.AI;

namespace LmStudio.AI.Tests;

/// <summary>What becomes of streams that do not come to their end, or tell of an error (docs/protocol.md, "Streaming").</summary>
public class StreamFailureTests
{
    private const string Start = "event: chat.start\ndata: {\"type\":\"chat.start\",\"model_instance_id\":\"m\"}\n\n";
    private const string Delta = "event: message.delta\ndata: {\"type\":\"message.delta\",\"content\":\"Once\"}\n\n";
    private const string Error = "event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"mcp_connection_error\",\"message\":\"The MCP server is gone\",\"code\":\"gone\",\"param\":\"integrations\"}}\n\n";
    private const string End = "event: chat.end\ndata: {\"type\":\"chat.end\",\"result\":{\"model_instance_id\":\"m\",\"output\":[{\"type\":\"message\",\"content\":\"Once\"}],\"stats\":{},\"response_id\":\"resp_1\"}}\n\n";

    private readonly List<ChatResponseUpdate> _updates = [];

    // protocol.md, "Streaming": some failures end the stream with no event at all.
    [Theory]
    [InlineData("")]
    [InlineData(Start)]
    [InlineData(Start + Delta)]
    [InlineData(Start + Delta + "event: chat.end\n")]
    [InlineData(Start + Delta + "data: [DONE]\n\n")]
    public async Task GetStreamingResponse_EarlyEnd_IsInterruptedAfterItsUpdates(string events)
    {
        LmStudioException? exception = await Clients.CatchAsync(ScriptedStream.Of(events), _updates);

        Assert.Equal(LmStudioErrorKind.StreamInterrupted, exception!.Kind);
        Assert.Equal(
            "The connection to LM Studio at http://lm.test:1234 closed before the response was complete. "
            + "See LM Studio's server log (`lms log stream`) and send the message again: the model may have been unloaded or the server stopped.",
            exception.Message);
        Assert.Equal(events.Contains("Once") ? "Once" : "", _updates.ToChatResponse().Text);
    }

    // A proxy or an older server may send the JSON of an error with the content type of a stream.
    [Theory]
    [InlineData("""{"error":{"message":"It broke"}}""")]
    [InlineData(Start + "{\"error\":\"It broke\"}\n")]
    public async Task GetStreamingResponse_ErrorThatIsNoEvent_IsThrown(string body)
    {
        LmStudioException? exception = await Clients.CatchAsync(ScriptedStream.Of(body), _updates);

        Assert.Equal(LmStudioErrorKind.ServerError, exception!.Kind);
        Assert.StartsWith("LM Studio at http://lm.test:1234 reported an error: It broke. ", exception.Message);
    }

    [Fact]
    public async Task GetResponse_EarlyEndWithListener_Throws()
    {
        using VerbatimHttpHandler handler = VerbatimHttpHandler.ForAnyChat(Answer.Stream(Start + Delta));
        using IChatClient client = Clients.CreateChat(handler, "m", new() { Progress = new Progress<LmStudioProgress>() });

        LmStudioException exception = await Assert.ThrowsAsync<LmStudioException>(() => client.GetResponseAsync("Hi"));

        Assert.Equal(LmStudioErrorKind.StreamInterrupted, exception.Kind);
    }

    [Fact]
    public async Task GetStreamingResponse_ErrorBeforeOutput_Throws()
    {
        LmStudioException? exception = await Clients.CatchAsync(ScriptedStream.Of(Start + Error + End), _updates);

        Assert.Equal(LmStudioErrorKind.McpServer, exception!.Kind);
        Assert.Null(exception.StatusCode);
        Assert.Equal("mcp_connection_error", exception.ErrorType);
        Assert.Equal("gone", exception.ErrorCode);
        Assert.Equal("integrations", exception.Param);
        Assert.StartsWith("LM Studio at http://lm.test:1234 reported an error: The MCP server is gone. ", exception.Message);
        Assert.EndsWith(ErrorHint.For(LmStudioErrorKind.McpServer, error: null), exception.Message);
    }

    [Theory]
    [InlineData("""{"error":{"message":"It broke"},"message":"It broke"}""", LmStudioErrorKind.ServerError)]
    [InlineData("""{"error":"It broke"}""", LmStudioErrorKind.ServerError)]
    [InlineData("""{"message":"It broke"}""", LmStudioErrorKind.ServerError)]
    [InlineData("""{"error":"It broke at half an emoji \ud83d"}""", LmStudioErrorKind.ServerError)]
    [InlineData("""{"type":"error","error":{"type":"invalid_request","message":"It broke"}}""", LmStudioErrorKind.InvalidRequest)]
    [InlineData("""{"type":"error","error":{"type":"internal_error","message":"It broke"}}""", LmStudioErrorKind.ServerError)]
    [InlineData("""{"type":"error","error":{"type":"tool_format_generation_error","message":"It broke"}}""", LmStudioErrorKind.ServerError)]
    [InlineData("""{"type":"error","error":{"type":"cancelled","message":"It broke"}}""", LmStudioErrorKind.ServerError)]
    [InlineData("""{"type":"error","error":{"type":"model_not_loaded","message":"It broke"}}""", LmStudioErrorKind.ModelNotFound)]
    [InlineData("""{"type":"error","error":{"type":"model_load_failed","message":"It broke"}}""", LmStudioErrorKind.ModelLoadFailed)]
    [InlineData("""{"type":"error","error":{"type":"plugin_connection_error","message":"It broke"}}""", LmStudioErrorKind.McpServer)]
    [InlineData("""{"type":"error","error":{"type":"exceed_context_size_error","message":"It broke","n_ctx":4096}}""", LmStudioErrorKind.ContextOverflow)]
    [InlineData("""{"type":"error","error":{"type":"unknown","message":"It broke: Context size has been exceeded"}}""", LmStudioErrorKind.ContextOverflow)]
    public async Task GetStreamingResponse_ErrorEventOfAnyShape_ThrowsItsKind(string data, LmStudioErrorKind kind)
    {
        LmStudioException? exception = await Clients.CatchAsync(ScriptedStream.Of(Start + $"event: error\ndata: {data}\n\n"), _updates);

        Assert.Equal(kind, exception!.Kind);
        Assert.Contains("It broke", exception.Message);
    }

    [Fact]
    public async Task GetStreamingResponse_ErrorAfterOutput_IsContentAndThrownAtTheEnd()
    {
        LmStudioException? exception = await Clients.CatchAsync(ScriptedStream.Of(Start + Delta + Error + End), _updates);

        Assert.Equal(LmStudioErrorKind.McpServer, exception!.Kind);
        Assert.Contains("The MCP server is gone", exception.Message);
        ErrorContent error = Assert.IsType<ErrorContent>(Assert.Single(_updates[2].Contents));
        Assert.Equal("The MCP server is gone", error.Message);
        Assert.Equal("gone", error.ErrorCode);
        Assert.Equal("integrations", error.Details);
        Assert.Equal("Once", _updates.ToChatResponse().Text);
        Assert.Null(_updates[^1].FinishReason);
        Assert.Null(_updates[^1].ConversationId);
    }

    [Fact]
    public async Task GetStreamingResponse_ErrorThenEarlyEnd_ThrowsTheError()
    {
        LmStudioException? exception = await Clients.CatchAsync(ScriptedStream.Of(Start + Delta + Error), _updates);

        Assert.Equal(LmStudioErrorKind.McpServer, exception!.Kind);
        Assert.Equal(3, _updates.Count);
    }

    [Fact]
    public async Task GetStreamingResponse_ErrorThenReset_ThrowsTheError()
    {
        LmStudioException? exception = await Clients.CatchAsync(ScriptedStream.Failing(Start + Delta + Error, new IOException("reset")), _updates);

        Assert.Equal(LmStudioErrorKind.McpServer, exception!.Kind);
    }

    [Fact]
    public async Task GetStreamingResponse_Reset_IsInterruptedAfterItsUpdates()
    {
        LmStudioException? exception = await Clients.CatchAsync(ScriptedStream.Failing(Start + Delta, new IOException("Connection reset by peer")), _updates);

        Assert.Equal(LmStudioErrorKind.StreamInterrupted, exception!.Kind);
        Assert.Equal("Connection reset by peer", Assert.IsType<IOException>(exception.InnerException).Message);
        Assert.Equal(2, _updates.Count);
    }

    [Theory]
    [InlineData("""{"type":"message.delta","content":"Upo""")]
    [InlineData("""{"type":"message.delta","content":"Upon"}}""")]
    [InlineData("""{"type":"chat.end"}""")]
    [InlineData("""{"type":"chat.end","result":5}""")]
    [InlineData("""{"type":"weather.report","sky":""")]
    [InlineData("null")]
    [InlineData("42")]
    [InlineData("Upon")]
    public async Task GetStreamingResponse_MalformedEvent_ThrowsAfterTheUpdatesBefore(string data)
    {
        LmStudioException? exception = await Clients.CatchAsync(ScriptedStream.Of(Start + Delta + $"data: {data}\n\n" + End), _updates);

        Assert.Equal(LmStudioErrorKind.InvalidResponse, exception!.Kind);
        Assert.Equal("Once", _updates.ToChatResponse().Text);
        Assert.EndsWith(ErrorHint.For(LmStudioErrorKind.InvalidResponse, error: null), exception.Message);
    }

    [Fact]
    public async Task GetStreamingResponse_InvalidUtf8_ThrowsAfterTheUpdatesBefore()
    {
        byte[] events = [.. Encoding.UTF8.GetBytes(Start + Delta + "data: {\"type\":\"message.delta\",\"content\":\""), 0xC3, 0x28, .. Encoding.UTF8.GetBytes("\"}\n\n" + End)];

        LmStudioException? exception = await Clients.CatchAsync(new MemoryStream(events), _updates);

        Assert.Equal(LmStudioErrorKind.InvalidResponse, exception!.Kind);
        Assert.Equal(2, _updates.Count);
    }

    // Not closed, the connection would let the server go on to generate.
    [Fact]
    public async Task GetStreamingResponse_BodyThatCannotBeOpened_IsInterruptedAndClosed()
    {
        UnopenableContent content = new();
        using VerbatimHttpHandler handler = VerbatimHttpHandler.ForAnyChat(Answer.Stream(content));

        LmStudioException exception = await Assert.ThrowsAsync<LmStudioException>(() => Clients.CreateChat(handler).GetStreamingResponseAsync("Hi").ToChatResponseAsync());

        Assert.Equal(LmStudioErrorKind.StreamInterrupted, exception.Kind);
        Assert.True(content.IsDisposed);
    }

    private sealed class UnopenableContent : HttpContent
    {
        public bool IsDisposed { get; private set; }

        protected override Task<Stream> CreateContentReadStreamAsync() => throw new IOException("Connection reset by peer");

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => throw new NotSupportedException();

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }

        protected override void Dispose(bool disposing)
        {
            IsDisposed = true;
            base.Dispose(disposing);
        }
    }
}
