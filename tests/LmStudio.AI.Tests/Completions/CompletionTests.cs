namespace LmStudio.AI.Tests;

/// <summary>Text completions that are waited for.</summary>
public class CompletionTests
{
    private const string Route = "POST /v1/completions";

    private const string Body = """
        {
          "id": "cmpl-demo1",
          "object": "text_completion",
          "created": 1790000000,
          "model": "demo-base-1b",
          "choices": [
            {
              "index": 0,
              "text": " rises twice a day",
              "logprobs": null,
              "finish_reason": "length"
            }
          ],
          "usage": {
            "prompt_tokens": 4,
            "completion_tokens": 5,
            "total_tokens": 9
          },
          "stats": {}
        }
        """;

    [Fact]
    public async Task Complete_Prompt_SendsOnlyWhatIsSet()
    {
        using VerbatimHttpHandler handler = new VerbatimHttpHandler().Expect(Route, """{"prompt":"The tide"}""", Answer.Json(Body));

        _ = await Clients.Create(handler).CompleteAsync(new() { Prompt = "The tide" });

        handler.Verify();
    }

    [Fact]
    public async Task Complete_AllSettings_AreSent()
    {
        using VerbatimHttpHandler handler = new VerbatimHttpHandler().Expect(
            Route,
            """
            {
              "model":"demo-base-1b","prompt":"The tide","suffix":".","max_tokens":5,"temperature":0.5,"top_p":0.75,"top_k":40,
              "stop":["\n","END"],"seed":7,"presence_penalty":0.25,"frequency_penalty":-0.25,"repeat_penalty":1.5
            }
            """,
            Answer.Json(Body));

        _ = await Clients.Create(handler).CompleteAsync(new()
        {
            Model = "demo-base-1b",
            Prompt = "The tide",
            Suffix = ".",
            MaxTokens = 5,
            Temperature = 0.5f,
            TopP = 0.75f,
            TopK = 40,
            Stop = ["\n", "END"],
            Seed = 7,
            PresencePenalty = 0.25f,
            FrequencyPenalty = -0.25f,
            RepeatPenalty = 1.5f,
        });

        handler.Verify();
    }

    [Fact]
    public async Task Complete_Answer_IsRead()
    {
        LmStudioCompletion completion = await GetAsync(Body);

        Assert.Equal("cmpl-demo1", completion.Id);
        Assert.Equal("demo-base-1b", completion.Model);
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1790000000), completion.CreatedAt);
        Assert.Equal(" rises twice a day", completion.Text);
        Assert.Equal(" rises twice a day", completion.ToString());
        Assert.Equal("length", Assert.Single(completion.Choices).FinishReason);
        Assert.Equal((4, 5, 9), (completion.Usage!.PromptTokens, completion.Usage.CompletionTokens, completion.Usage.TotalTokens));
        Assert.Null(completion.Stats!.TokensPerSecond);
    }

    [Fact]
    public async Task Complete_Stats_AreRead()
    {
        LmStudioCompletion completion = await GetAsync(
            """{"choices":[{"index":0,"text":"x"}],"stats":{"tokens_per_second":57.5,"time_to_first_token":0.25,"generation_time":0.125,"stop_reason":"maxPredictedTokensReached"},"runtime":{"name":"demo"}}""");

        Assert.Equal(57.5, completion.Stats!.TokensPerSecond);
        Assert.Equal(0.25, completion.Stats.TimeToFirstTokenSeconds);
        Assert.Equal(0.125, completion.Stats.GenerationTimeSeconds);
        Assert.Equal("maxPredictedTokensReached", completion.Stats.StopReason);
        Assert.Null(completion.CreatedAt);
    }

    [Theory]
    [InlineData(200, """{"error":"Unexpected endpoint or method. (POST /v1/completions)"}""", LmStudioErrorKind.UnsupportedServer)]
    [InlineData(200, """{"choices":null}""", LmStudioErrorKind.InvalidResponse)]
    [InlineData(200, """{"choices":[]}""", LmStudioErrorKind.InvalidResponse)]
    [InlineData(400, """{"error":"No models loaded. Please load a model in the developer page or use the 'lms load' command."}""", LmStudioErrorKind.ModelNotFound)]
    [InlineData(404, """{"error":{"message":"Multiple models are loaded. Please specify a model by providing a 'model' field.","type":"invalid_request_error","param":"model","code":"model_not_found"}}""", LmStudioErrorKind.ModelNotFound)]
    public async Task Complete_Error_ThrowsItsKind(int status, string body, LmStudioErrorKind kind)
    {
        LmStudioException exception = await Assert.ThrowsAsync<LmStudioException>(() => GetAsync(body, status));

        Assert.Equal(kind, exception.Kind);
    }

    [Fact]
    public async Task Complete_NothingToSend_Throws()
    {
        using VerbatimHttpHandler handler = new();
        using LmStudioClient client = Clients.Create(handler);

        _ = await Assert.ThrowsAsync<ArgumentNullException>("request", () => client.CompleteAsync(null!));
        _ = await Assert.ThrowsAsync<ArgumentNullException>("request.Prompt", () => client.CompleteAsync(new()));
        _ = Assert.Throws<ArgumentNullException>("request.Prompt", () => client.CompleteStreamingAsync(new()));
    }

    private static async Task<LmStudioCompletion> GetAsync(string body, int status = 200)
    {
        using VerbatimHttpHandler handler = new VerbatimHttpHandler().Expect(Route, "*", Answer.Json(body, status));
        return await Clients.Create(handler).CompleteAsync(new() { Prompt = "The tide" });
    }
}
