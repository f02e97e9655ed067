namespace LmStudio.AI.Emulator.Tests;

public sealed class ResponsesStreamTests
{
    private const string Path = "/v1/responses";
    private const string Request = """{"model":"google/gemma-3-1b","input":"Hi","stream":true}""";

    [Fact]
    public async Task Stream_ReasonedAnswer_HasTheEventsInOrder()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        using Api api = new(lmStudio);
        lmStudio.Script.Enqueue(EmulatorStep.Reason("Hm."), EmulatorStep.Text("Hello you!"));

        IReadOnlyList<Api.StreamEvent> frames = await api.StreamAsync(Path, Request);

        Assert.Equal(["response.created", "response.in_progress"], frames.Take(2).Select(static frame => frame.Type));
        Assert.All(frames.Take(2), static frame => Assert.Equal("in_progress", (string?)frame.Json["response"]!["status"]));
        Wire.AssertFrames(
            """
            {"type":"response.output_item.added","output_index":0,"item":{"id":"rs_0","type":"reasoning","status":"in_progress","summary":[],"content":[]},"sequence_number":2}
            {"type":"response.content_part.added","item_id":"rs_0","output_index":0,"content_index":0,"part":{"type":"reasoning_text","text":""},"sequence_number":3}
            {"type":"response.reasoning_text.delta","item_id":"rs_0","output_index":0,"content_index":0,"delta":"Hm.","sequence_number":4}
            {"type":"response.reasoning_text.done","item_id":"rs_0","output_index":0,"content_index":0,"text":"Hm.","sequence_number":5}
            {"type":"response.content_part.done","item_id":"rs_0","output_index":0,"content_index":0,"part":{"type":"reasoning_text","text":"Hm."},"sequence_number":6}
            {"type":"response.output_item.done","output_index":0,"item":{"id":"rs_0","type":"reasoning","status":"completed","summary":[],"content":[{"type":"reasoning_text","text":"Hm."}]},"sequence_number":7}
            {"type":"response.output_item.added","output_index":1,"item":{"id":"msg_0","type":"message","status":"in_progress","content":[],"role":"assistant"},"sequence_number":8}
            {"type":"response.content_part.added","item_id":"msg_0","output_index":1,"content_index":0,"part":{"type":"output_text","text":"","annotations":[],"logprobs":[]},"sequence_number":9}
            {"type":"response.output_text.delta","item_id":"msg_0","output_index":1,"content_index":0,"delta":"Hello","logprobs":[],"sequence_number":10}
            {"type":"response.output_text.delta","item_id":"msg_0","output_index":1,"content_index":0,"delta":" you!","logprobs":[],"sequence_number":11}
            {"type":"response.output_text.done","item_id":"msg_0","output_index":1,"content_index":0,"text":"Hello you!","logprobs":[],"sequence_number":12}
            {"type":"response.content_part.done","item_id":"msg_0","output_index":1,"content_index":0,"part":{"type":"output_text","text":"Hello you!","annotations":[],"logprobs":[]},"sequence_number":13}
            {"type":"response.output_item.done","output_index":1,"item":{"id":"msg_0","type":"message","status":"completed","content":[{"type":"output_text","text":"Hello you!","annotations":[],"logprobs":[]}],"role":"assistant"},"sequence_number":14}
            """,
            frames.Skip(2).SkipLast(1));
        Assert.Equal("response.completed", frames[^1].Type);
        Assert.Equal(
            ["reasoning", "message"], frames[^1].Json["response"]!["output"]!.AsArray().Select(static item => (string?)item!["type"]));
        Assert.Equal(3, (int?)frames[^1].Json["response"]!["usage"]!["output_tokens"]);
        Assert.Equal((string?)frames[0].Json["response"]!["id"], (string?)frames[^1].Json["response"]!["id"]);
    }

    [Theory]
    [InlineData(EmulatorArgumentStreaming.Pieces, 6)]
    [InlineData(EmulatorArgumentStreaming.OnePiece, 1)]
    [InlineData(EmulatorArgumentStreaming.WhenDone, 0)]
    public async Task Stream_FunctionCall_TellsArgumentsAsTheTurnSays(EmulatorArgumentStreaming arguments, int deltas)
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        using Api api = new(lmStudio);
        lmStudio.Script.Enqueue(new EmulatorTurn(EmulatorStep.CallFunction("get_weather", new { city = "Winterthur" })) { ArgumentStreaming = arguments });

        IReadOnlyList<Api.StreamEvent> frames = await api.StreamAsync(Path, Request);

        List<string?> pieces = frames.Where(static frame => frame.Type is "response.function_call_arguments.delta").Select(static frame => (string?)frame.Json["delta"]).ToList();
        Assert.Equal(deltas, pieces.Count);
        Assert.Equal(deltas is 0 ? "" : """{"city":"Winterthur"}""", string.Concat(pieces));
        Assert.Equal(
            ["response.function_call_arguments.done", "response.output_item.done", "response.completed"], frames.TakeLast(3).Select(static frame => frame.Type));
        Assert.Equal("""{"city":"Winterthur"}""", (string?)frames[^3].Json["arguments"]);
        Assert.Equal("""{"city":"Winterthur"}""", (string?)frames[^2].Json["item"]!["arguments"]);
    }

    [Fact]
    public async Task Stream_Limit_EndsWithIncomplete()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        using Api api = new(lmStudio);
        lmStudio.Script.Enqueue(EmulatorStep.Text("One two three"));

        IReadOnlyList<Api.StreamEvent> frames = await api.StreamAsync(Path, """{"model":"google/gemma-3-1b","input":"Hi","stream":true,"max_output_tokens":2}""");

        Assert.Equal("response.incomplete", frames[^1].Type);
        Assert.Equal("One two", (string?)frames[^1].Json["response"]!["output"]![0]!["content"]![0]!["text"]);
    }

    [Fact]
    public async Task Stream_Failure_EndsWithFailed()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        using Api api = new(lmStudio);
        lmStudio.Script.Enqueue(EmulatorStep.Text("One"), EmulatorStep.Fail("internal_error", "The model has crashed."));

        IReadOnlyList<Api.StreamEvent> frames = await api.StreamAsync(Path, Request);

        Assert.Equal("response.failed", frames[^1].Type);
        Assert.Equal("failed", (string?)frames[^1].Json["response"]!["status"]);
        Wire.AssertJson("""{"code":"internal_error","message":"The model has crashed."}""", frames[^1].Json["response"]!["error"]);
    }
}
