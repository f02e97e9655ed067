using System.Text;

namespace LmStudio.AI.Tests;

/// <summary>Text completions that are read as they are made.</summary>
public class CompletionStreamTests
{
    private const string Pieces =
        "data: {\"id\":\"cmpl-demo2\",\"object\":\"text_completion\",\"created\":1790000001,\"model\":\"demo-base-1b\",\"choices\":[{\"index\":0,\"text\":\" rises\",\"logprobs\":null,\"finish_reason\":null}]}\n\n"
        + "data: {\"id\":\"cmpl-demo2\",\"object\":\"text_completion\",\"created\":1790000001,\"model\":\"demo-base-1b\",\"choices\":[{\"index\":0,\"text\":\" twice – à ☾ 🌊\",\"logprobs\":null,\"finish_reason\":null}]}\n\n";

    private const string Last =
        "data: {\"id\":\"cmpl-demo2\",\"object\":\"text_completion\",\"created\":1790000001,\"model\":\"demo-base-1b\",\"choices\":[{\"index\":0,\"text\":\"\",\"logprobs\":null,\"finish_reason\":\"stop\"}]}\n\n";

    private const string Usage =
        "data: {\"id\":\"cmpl-demo2\",\"object\":\"text_completion\",\"created\":1790000001,\"model\":\"demo-base-1b\",\"choices\":[],\"usage\":{\"prompt_tokens\":4,\"completion_tokens\":6,\"total_tokens\":10}}\n\n";

    private const string Done = "data: [DONE]\n\n";

    private readonly List<LmStudioCompletion> _pieces = [];

    [Fact]
    public async Task CompleteStreaming_Request_AsksForAStreamWithUsage()
    {
        using VerbatimHttpHandler handler = new VerbatimHttpHandler().Expect(
            "POST /v1/completions",
            """{"model":"m","prompt":"The tide","stream":true,"stream_options":{"include_usage":true}}""",
            Answer.Stream(Pieces + Last + Done));
        LmStudioCompletionRequest request = new() { Model = "m", Prompt = "The tide" };

        await foreach (LmStudioCompletion _ in Clients.Create(handler).CompleteStreamingAsync(request))
        {
        }

        handler.Verify();
        Assert.Null(request.Stream);
    }

    [Theory]
    [InlineData(Pieces + Last + Usage + Done)]
    [InlineData(Pieces + Last + Usage)]
    [InlineData(": comment\n\n" + Pieces + "data: {\"id\":\"cmpl-demo2\",\"choices\":[]}\n\ndata: \n\n" + Last + Usage + Done + "data: {\"rest\":1}\n\n")]
    public async Task CompleteStreaming_WholeStream_GivesItsPieces(string events)
    {
        await ReadAsync(ScriptedStream.Of(events));

        AssertWhole();
    }

    [Fact]
    public async Task CompleteStreaming_CutAtEachByte_GivesTheSamePieces()
    {
        byte[] bytes = Encoding.UTF8.GetBytes(Pieces + Last + Usage + Done);
        for (int position = 0; position <= bytes.Length; position++)
        {
            _pieces.Clear();
            await ReadAsync(ScriptedStream.CutAt(bytes, position));
            AssertWhole();
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData(Pieces)]
    [InlineData(Pieces + "data: {\"id\":")]
    public async Task CompleteStreaming_EarlyEnd_IsInterruptedAfterItsPieces(string events)
    {
        LmStudioException exception = await FailAsync(events);

        Assert.Equal(LmStudioErrorKind.StreamInterrupted, exception.Kind);
        Assert.Equal(events.StartsWith(Pieces, StringComparison.Ordinal) ? 2 : 0, _pieces.Count);
    }

    [Theory]
    [InlineData("event: error\ndata: {\"error\":{\"message\":\"It broke\"},\"message\":\"It broke\"}\n\n")]
    [InlineData("event: error\ndata: {\"message\":\"It broke\"}\n\n")]
    [InlineData("data: {\"error\":{\"message\":\"It broke\"}}\n\n")]
    [InlineData("data: {\"error\":\"It broke\"}\n\n")]
    public async Task CompleteStreaming_Error_ThrowsAlsoAfterPieces(string error)
    {
        LmStudioException before = await FailAsync(error + Done);
        LmStudioException after = await FailAsync(Pieces + error + Done);

        Assert.Equal(LmStudioErrorKind.ServerError, before.Kind);
        Assert.Equal(LmStudioErrorKind.ServerError, after.Kind);
        Assert.Contains("It broke", before.Message);
        Assert.Contains("It broke", after.Message);
        Assert.Equal(2, _pieces.Count);
    }

    [Theory]
    [InlineData("data: {\"choices\":[{\"text\":\n\n")]
    [InlineData("data: nothing\n\n")]
    public async Task CompleteStreaming_MalformedEvent_IsInvalid(string events)
    {
        LmStudioException exception = await FailAsync(events);

        Assert.Equal(LmStudioErrorKind.InvalidResponse, exception.Kind);
    }

    [Fact]
    public async Task CompleteStreaming_LeavingEarly_ClosesTheStream()
    {
        ScriptedStream stream = ScriptedStream.Hanging(Pieces);
        using VerbatimHttpHandler handler = new VerbatimHttpHandler().Expect("POST /v1/completions", "*", Answer.Stream(stream));

        await foreach (LmStudioCompletion piece in Clients.Create(handler).CompleteStreamingAsync(new() { Prompt = "The tide" }))
        {
            Assert.Equal(" rises", piece.Text);
            break;
        }

        Assert.True(stream.IsDisposed);
    }

    private async Task<LmStudioException> FailAsync(string events)
    {
        _pieces.Clear();
        return await Assert.ThrowsAsync<LmStudioException>(() => ReadAsync(ScriptedStream.Of(events)));
    }

    private async Task ReadAsync(Stream events)
    {
        using VerbatimHttpHandler handler = new VerbatimHttpHandler().Expect("POST /v1/completions", "*", Answer.Stream(events));
        await foreach (LmStudioCompletion piece in Clients.Create(handler).CompleteStreamingAsync(new() { Prompt = "The tide" }))
        {
            _pieces.Add(piece);
        }
    }

    private void AssertWhole()
    {
        Assert.Equal(4, _pieces.Count);
        Assert.Equal(" rises twice – à ☾ 🌊", string.Concat(_pieces.Select(static piece => piece.Text)));
        Assert.Equal([null, null, "stop"], _pieces.Take(3).Select(static piece => piece.Choices[0].FinishReason));
        Assert.All(_pieces, static piece => Assert.Equal("cmpl-demo2", piece.Id));
        Assert.Equal(6, _pieces[3].Usage!.CompletionTokens);
    }
}
