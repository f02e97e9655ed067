using Microsoft.Extensions.AI;
using Moq;

namespace LmStudio.AI.Emulator.Tests;

public sealed class ConversationTests
{
    [Fact]
    public async Task ResponseId_Stored_IsRespAnd48HexDigits()
    {
        await using var lmStudio = await LmStudioEmulator.StartAsync();
        using var api = new Api(lmStudio);

        Assert.Matches("^resp_[0-9a-f]{48}$", await StartAsync(api, "Hi"));
    }

    [Fact]
    public async Task PreviousResponseId_OfAnOlderTurn_BranchesOff()
    {
        var seen = new List<string>();
        await using var lmStudio = await LmStudioEmulator.StartAsync(options => options.ChatClient = Recorder(seen));
        using var api = new Api(lmStudio);

        var first = await StartAsync(api, "one");
        var second = await ContinueAsync(api, first, "two");
        await ContinueAsync(api, second, "three");
        await ContinueAsync(api, first, "other two");

        Assert.Equal(
            [
                "user: one",
                "user: one | assistant: ok | user: two",
                "user: one | assistant: ok | user: two | assistant: ok | user: three",
                "user: one | assistant: ok | user: other two",
            ],
            seen);
    }

    [Fact]
    public async Task SystemPrompt_OfTheFirstTurn_IsPartOfTheConversation()
    {
        var seen = new List<string>();
        await using var lmStudio = await LmStudioEmulator.StartAsync(options => options.ChatClient = Recorder(seen));
        using var api = new Api(lmStudio);

        var first = await StartAsync(api, "one", """,  "system_prompt":"Be kind." """);
        await ContinueAsync(api, first, "two");

        Assert.Equal("system: Be kind. | user: one | assistant: ok | user: two", seen[1]);
    }

    [Fact]
    public async Task SystemPrompt_SentAgain_IsASecondSystemMessage()
    {
        var seen = new List<string>();
        await using var lmStudio = await LmStudioEmulator.StartAsync(options => options.ChatClient = Recorder(seen));
        using var api = new Api(lmStudio);

        var first = await StartAsync(api, "one", """, "system_prompt":"Be kind." """);
        await ContinueAsync(api, first, "two", """, "system_prompt":"Be kind." """);

        Assert.Equal("system: Be kind. | user: one | assistant: ok | system: Be kind. | user: two", seen[1]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task SystemPrompt_SentAgainToAStrictTemplate_IsAServerError(bool stream)
    {
        await using var lmStudio = await LmStudioEmulator.StartAsync();
        using var api = new Api(lmStudio);
        var first = await api.ChatAsync("""{"model":"mistralai/ministral-3-3b","input":"one","system_prompt":"Be kind."}""");

        var reply = await api.ChatAsync($$"""
            {"model":"mistralai/ministral-3-3b","input":"two","system_prompt":"Be kind.","stream":{{(stream ? "true" : "false")}},
             "previous_response_id":"{{first.Json["response_id"]}}"}
            """);

        Assert.Equal(500, reply.Status);
        Assert.Equal("Only user, assistant and tool roles are supported, got system", (string?)reply.Json["error"]!["message"]);
    }

    [Fact]
    public async Task PreviousResponseId_Unknown_IsRefused()
    {
        await using var lmStudio = await LmStudioEmulator.StartAsync();
        using var api = new Api(lmStudio);

        var reply = await api.ChatAsync("""{"model":"qwen/qwen3-8b","input":"Hi","previous_response_id":"resp_unknown"}""");

        Assert.Equal(400, reply.Status);
        Assert.Equal(
            """
            {
              "error": {
                "message": "Could not find stored response for previous_response_id 'resp_unknown'. Please ensure the ID is correct. Current previous response auto-deletion policy: Responses older than 30 days are automatically deleted.",
                "type": "invalid_request",
                "param": "previous_response_id",
                "code": "invalid_value"
              }
            }
            """,
            reply.Body);
    }

    [Fact]
    public async Task PreviousResponseId_OlderThan30Days_IsRefused()
    {
        var clock = new ManualTimeProvider();
        await using var lmStudio = await LmStudioEmulator.StartAsync(options => options.TimeProvider = clock);
        using var api = new Api(lmStudio);
        lmStudio.LoadModel("qwen/qwen3-8b");
        var first = await StartAsync(api, "one");

        clock.Advance(TimeSpan.FromDays(30));
        Assert.Equal(200, await StatusOfContinuationAsync(api, first));
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(400, await StatusOfContinuationAsync(api, first));
    }

    [Fact]
    public async Task ForgetConversations_Always_MakesEveryIdUnknown()
    {
        await using var lmStudio = await LmStudioEmulator.StartAsync();
        using var api = new Api(lmStudio);
        var first = await StartAsync(api, "one");

        lmStudio.ForgetConversations();

        Assert.Equal(400, await StatusOfContinuationAsync(api, first));
    }

    [Fact]
    public async Task History_LongerThanTheContext_LosesItsOldestTurns()
    {
        var seen = new List<string>();
        await using var lmStudio = await LmStudioEmulator.StartAsync(options => options.ChatClient = Recorder(seen));
        using var api = new Api(lmStudio);
        lmStudio.LoadModel("qwen/qwen3-8b", contextLength: 20);

        var first = await StartAsync(api, "one");
        var second = await ContinueAsync(api, first, "two");
        await ContinueAsync(api, second, "three");

        Assert.Equal("user: two | assistant: ok | user: three", seen[2]);
    }

    private static IChatClient Recorder(List<string> seen)
    {
        var client = new Mock<IChatClient>();
        client.Setup(c => c.GetStreamingResponseAsync(It.IsAny<IEnumerable<ChatMessage>>(), It.IsAny<ChatOptions>(), It.IsAny<CancellationToken>()))
            .Callback((IEnumerable<ChatMessage> messages, ChatOptions _, CancellationToken _) =>
                seen.Add(string.Join(" | ", messages.Select(message => $"{message.Role}: {message.Text}"))))
            .Returns(() => new[] { new ChatResponseUpdate(ChatRole.Assistant, "ok") }.ToAsyncEnumerable());
        return client.Object;
    }

    private static async Task<string> StartAsync(Api api, string input, string more = "") =>
        (string)(await api.ChatAsync($$"""{"model":"qwen/qwen3-8b","input":"{{input}}"{{more}} }""")).Json["response_id"]!;

    private static Task<string> ContinueAsync(Api api, string previous, string input, string more = "") =>
        StartAsync(api, input, $$""", "previous_response_id":"{{previous}}"{{more}}""");

    private static async Task<int> StatusOfContinuationAsync(Api api, string previous) =>
        (await api.ChatAsync($$"""{"model":"qwen/qwen3-8b","input":"two","previous_response_id":"{{previous}}"}""")).Status;
}
