namespace LmStudio.AI.Emulator.Tests;

public sealed class ChatCompletionsStreamTests
{
    private const string Path = "/v1/chat/completions";
    private const string Request = """{"model":"qwen/qwen3-8b","stream":true,"messages":[{"role":"user","content":"Hi"}]}""";

    private const string Head =
        """{"id":"chatcmpl-0","object":"chat.completion.chunk","created":1769601600,"model":"qwen/qwen3-8b","system_fingerprint":"qwen/qwen3-8b",""";

    [Fact]
    public async Task Stream_ReasonedAnswer_IsDataOnlyAndEndsWithDone()
    {
        await using LmStudioEmulator lmStudio = await StartAsync();
        using Api api = new(lmStudio);
        lmStudio.Script.Enqueue(EmulatorStep.Reason("Hm."), EmulatorStep.Text("Hello you!"));

        IReadOnlyList<Api.StreamEvent> frames = await api.StreamAsync(Path, Request);

        Wire.AssertFrames(
            Expand("""
                @"choices":[{"index":0,"delta":{"role":"assistant","reasoning_content":"Hm."},"logprobs":null,"finish_reason":null}]}
                @"choices":[{"index":0,"delta":{"content":"Hello"},"logprobs":null,"finish_reason":null}]}
                @"choices":[{"index":0,"delta":{"content":" you!"},"logprobs":null,"finish_reason":null}]}
                @"choices":[{"index":0,"delta":{},"logprobs":null,"finish_reason":"stop"}]}
                [DONE]
                """),
            frames);
        Assert.All(frames, static frame => Assert.Equal("", frame.Type));
    }

    [Fact]
    public async Task Stream_IncludeUsage_HasAChunkWithoutChoices()
    {
        await using LmStudioEmulator lmStudio = await StartAsync();
        using Api api = new(lmStudio);
        lmStudio.Script.Enqueue(EmulatorStep.Text("Hello"));

        IReadOnlyList<Api.StreamEvent> frames = await api.StreamAsync(
            Path, """{"model":"qwen/qwen3-8b","stream":true,"stream_options":{"include_usage":true},"messages":[{"role":"user","content":"Hi"}]}""");

        Wire.AssertFrames(
            Expand("""
                @"choices":[{"index":0,"delta":{"role":"assistant","content":"Hello"},"logprobs":null,"finish_reason":null}]}
                @"choices":[{"index":0,"delta":{},"logprobs":null,"finish_reason":"stop"}]}
                @"choices":[],"usage":{"prompt_tokens":5,"completion_tokens":1,"total_tokens":6,"completion_tokens_details":{"reasoning_tokens":0}}}
                [DONE]
                """),
            frames);
    }

    [Fact]
    public async Task Stream_ParallelCalls_HaveIdAndNameOnceAndArgumentsInPieces()
    {
        await using LmStudioEmulator lmStudio = await StartAsync();
        using Api api = new(lmStudio);
        lmStudio.Script.Enqueue(new EmulatorTurn(EmulatorStep.CallFunction("get_weather", new { city = "Bern" }), EmulatorStep.CallFunction("get_time"))
        {
            TokensPerChunk = 2,
        });

        IReadOnlyList<Api.StreamEvent> frames = await api.StreamAsync(Path, Request);

        Wire.AssertFrames(
            Expand("""
                @"choices":[{"index":0,"delta":{"role":"assistant","tool_calls":[{"index":0,"id":"0","type":"function","function":{"name":"get_weather","arguments":""}}]},"logprobs":null,"finish_reason":null}]}
                @"choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"","type":"function","function":{"name":"","arguments":"{\"city\":"}}]},"logprobs":null,"finish_reason":null}]}
                @"choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"","type":"function","function":{"name":"","arguments":"\"Bern\"}"}}]},"logprobs":null,"finish_reason":null}]}
                @"choices":[{"index":0,"delta":{"tool_calls":[{"index":1,"id":"0","type":"function","function":{"name":"get_time","arguments":""}}]},"logprobs":null,"finish_reason":null}]}
                @"choices":[{"index":0,"delta":{"tool_calls":[{"index":1,"id":"","type":"function","function":{"name":"","arguments":"{}"}}]},"logprobs":null,"finish_reason":null}]}
                @"choices":[{"index":0,"delta":{},"logprobs":null,"finish_reason":"tool_calls"}]}
                [DONE]
                """),
            frames);
    }

    [Theory]
    [InlineData(EmulatorArgumentStreaming.OnePiece)]
    [InlineData(EmulatorArgumentStreaming.WhenDone)]
    public async Task Stream_ArgumentsInOnePiece_AreOneChunk(EmulatorArgumentStreaming arguments)
    {
        await using LmStudioEmulator lmStudio = await StartAsync();
        using Api api = new(lmStudio);
        lmStudio.Script.Enqueue(new EmulatorTurn(EmulatorStep.CallFunction("get_weather", new { city = "Bern" })) { ArgumentStreaming = arguments });

        IReadOnlyList<Api.StreamEvent> frames = await api.StreamAsync(Path, Request);

        Wire.AssertFrames(
            Expand("""
                @"choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"","type":"function","function":{"name":"","arguments":"{\"city\":\"Bern\"}"}}]},"logprobs":null,"finish_reason":null}]}
                """),
            [frames[1]]);
        Assert.Equal(4, frames.Count);
    }

    [Fact]
    public async Task Stream_PiecesOfArguments_KeepSurrogatePairsTogether()
    {
        await using LmStudioEmulator lmStudio = await StartAsync();
        using Api api = new(lmStudio);
        lmStudio.Script.Enqueue(EmulatorStep.CallFunction("f", new { a = "🌍🌍🌍🌍🌍🌍" }));

        IReadOnlyList<Api.StreamEvent> frames = await api.StreamAsync(Path, Request);

        IEnumerable<string?> pieces = frames.SkipLast(2).Select(static frame => (string?)frame.Json["choices"]![0]!["delta"]!["tool_calls"]![0]!["function"]!["arguments"]);
        Assert.Equal("""{"a":"🌍🌍🌍🌍🌍🌍"}""", string.Concat(pieces));
    }

    [Fact]
    public async Task Stream_FailureAfterText_IsAnErrorEventOnA200()
    {
        await using LmStudioEmulator lmStudio = await StartAsync();
        using Api api = new(lmStudio);
        lmStudio.Script.Enqueue(EmulatorStep.Text("Well"), EmulatorStep.Fail("internal_error", "The model has crashed."));

        IReadOnlyList<Api.StreamEvent> frames = await api.StreamAsync(Path, Request);

        Wire.AssertFrames("""error: {"error":{"message":"The model has crashed."},"message":"The model has crashed."}""", frames.Skip(1));
    }

    [Fact]
    public async Task Stream_ContextOverflow_IsAnErrorEventOnA200()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        using Api api = new(lmStudio);
        lmStudio.LoadModel("qwen/qwen3-8b", contextLength: 5);

        IReadOnlyList<Api.StreamEvent> frames = await api.StreamAsync(Path, Request);

        Assert.Equal("error", Assert.Single(frames).Type);
        Assert.StartsWith(
            "The number of tokens to keep from the initial prompt is greater than the context length (n_keep: 5>= n_ctx: 5).",
            (string?)frames[0].Json["error"]!["message"],
            StringComparison.Ordinal);
        Assert.Equal((string?)frames[0].Json["error"]!["message"], (string?)frames[0].Json["message"]);
    }

    [Fact]
    public async Task Stream_RefusedRequest_IsJsonAndNoStream()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        using Api api = new(lmStudio);

        using HttpResponseMessage response = await api.SendStreamAsync("""{"model":"x","stream":true,"messages":[]}""", path: Path);

        Assert.Equal(400, (int)response.StatusCode);
        Assert.Equal("application/json; charset=utf-8", response.Content.Headers.ContentType!.ToString());
    }

    /// <summary>Puts what all chunks begin with in the place of an @.</summary>
    private static string Expand(string frames) => frames.Replace("@", Head, StringComparison.Ordinal);

    private static async Task<LmStudioEmulator> StartAsync()
    {
        LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync(static options => options.TimeProvider = new ManualTimeProvider());
        lmStudio.LoadModel("qwen/qwen3-8b");
        return lmStudio;
    }
}
