namespace LmStudio.AI.Emulator.Tests;

public sealed class CompletionsTests
{
    private const string Path = "/v1/completions";

    [Fact]
    public async Task Reply_Text_IsACompletion()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync(static options => options.TimeProvider = new ManualTimeProvider());
        using Api api = new(lmStudio);
        lmStudio.LoadModel("google/gemma-3-1b");
        lmStudio.Script.Enqueue(EmulatorStep.Text(" there was a fox."));

        Api.Reply reply = await api.PostAsync(Path, """{"model":"google/gemma-3-1b","prompt":"Once upon a time","max_tokens":3}""");

        Wire.AssertJson(
            """
            {
              "id": "cmpl-000000000000000000000", "object": "text_completion", "created": 1769601600, "model": "google/gemma-3-1b",
              "choices": [ { "index": 0, "text": " there was a", "logprobs": null, "finish_reason": "length" } ],
              "usage": { "prompt_tokens": 8, "completion_tokens": 3, "total_tokens": 11, "completion_tokens_details": { "reasoning_tokens": 0 } },
              "stats": {}
            }
            """,
            reply.Json);
    }

    [Fact]
    public async Task Stream_Text_IsDataOnlyAndEndsWithDone()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync(static options => options.TimeProvider = new ManualTimeProvider());
        using Api api = new(lmStudio);
        lmStudio.LoadModel("google/gemma-3-1b");
        lmStudio.Script.Enqueue(EmulatorStep.Text(" a fox"));

        Wire.AssertFrames(
            """
            {"id":"cmpl-0","object":"text_completion","created":1769601600,"model":"google/gemma-3-1b","choices":[{"index":0,"text":" a","logprobs":null,"finish_reason":null}]}
            {"id":"cmpl-0","object":"text_completion","created":1769601600,"model":"google/gemma-3-1b","choices":[{"index":0,"text":" fox","logprobs":null,"finish_reason":null}]}
            {"id":"cmpl-0","object":"text_completion","created":1769601600,"model":"google/gemma-3-1b","choices":[{"index":0,"text":"","logprobs":null,"finish_reason":"stop"}]}
            {"id":"cmpl-0","object":"text_completion","created":1769601600,"model":"google/gemma-3-1b","choices":[],"usage":{"prompt_tokens":5,"completion_tokens":2,"total_tokens":7,"completion_tokens_details":{"reasoning_tokens":0}}}
            [DONE]
            """,
            await api.StreamAsync(Path, """{"model":"google/gemma-3-1b","prompt":["Once"],"stream":true,"stream_options":{"include_usage":true} }"""));
    }

    [Fact]
    public async Task Request_WithoutPrompt_IsRefused()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        using Api api = new(lmStudio);

        Assert.Equal(400, (await api.PostAsync(Path, """{"model":"google/gemma-3-1b"}""")).Status);
    }
}
