using Microsoft.Extensions.AI;
using Moq;

namespace LmStudio.AI.Emulator.Tests;

public sealed class ConversationTests
{
    [Fact]
    public async Task ResponseId_Stored_IsRespAnd48HexDigits()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        using Api api = new(lmStudio);

        Assert.Matches("^resp_[0-9a-f]{48}$", await StartAsync(api, "Hi"));
    }

    [Fact]
    public async Task PreviousResponseId_OfAnOlderTurn_BranchesOff()
    {
        List<string> seen = [];
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync(options => options.ChatClient = Recorder(seen));
        using Api api = new(lmStudio);

        string first = await StartAsync(api, "one");
        string second = await ContinueAsync(api, first, "two");
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
        List<string> seen = [];
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync(options => options.ChatClient = Recorder(seen));
        using Api api = new(lmStudio);

        string first = await StartAsync(api, "one", """,  "system_prompt":"Be kind." """);
        await ContinueAsync(api, first, "two");

        Assert.Equal("system: Be kind. | user: one | assistant: ok | user: two", seen[1]);
    }

    [Fact]
    public async Task SystemPrompt_SentAgain_IsASecondSystemMessage()
    {
        List<string> seen = [];
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync(options => options.ChatClient = Recorder(seen));
        using Api api = new(lmStudio);

        string first = await StartAsync(api, "one", """, "system_prompt":"Be kind." """);
        await ContinueAsync(api, first, "two", """, "system_prompt":"Be kind." """);

        Assert.Equal("system: Be kind. | user: one | assistant: ok | system: Be kind. | user: two", seen[1]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task SystemPrompt_SentAgainToAStrictTemplate_IsAServerError(bool stream)
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        using Api api = new(lmStudio);
        Api.Reply first = await api.ChatAsync("""{"model":"mistralai/ministral-3-3b","input":"one","system_prompt":"Be kind."}""");

        Api.Reply reply = await api.ChatAsync($$"""
            {"model":"mistralai/ministral-3-3b","input":"two","system_prompt":"Be kind.","stream":{{(stream ? "true" : "false")}},
             "previous_response_id":"{{first.Json["response_id"]}}"}
            """);

        Assert.Equal(500, reply.Status);
        Assert.Equal("Only user, assistant and tool roles are supported, got system", (string?)reply.Json["error"]!["message"]);
    }

    [Fact]
    public async Task PreviousResponseId_Unknown_IsRefused()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        using Api api = new(lmStudio);

        Api.Reply reply = await api.ChatAsync("""{"model":"qwen/qwen3-8b","input":"Hi","previous_response_id":"resp_unknown"}""");

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
        ManualTimeProvider clock = new();
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync(options => options.TimeProvider = clock);
        using Api api = new(lmStudio);
        lmStudio.LoadModel("qwen/qwen3-8b");
        string first = await StartAsync(api, "one");

        clock.Advance(TimeSpan.FromDays(30));
        Assert.Equal(200, await StatusOfContinuationAsync(api, first));
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(400, await StatusOfContinuationAsync(api, first));
    }

    [Fact]
    public async Task ForgetConversations_Always_MakesEveryIdUnknown()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        using Api api = new(lmStudio);
        string first = await StartAsync(api, "one");

        lmStudio.ForgetConversations();

        Assert.Equal(400, await StatusOfContinuationAsync(api, first));
    }

    [Fact]
    public async Task History_LongerThanTheContext_LosesItsOldestTurns()
    {
        List<string> seen = [];
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync(options => options.ChatClient = Recorder(seen));
        using Api api = new(lmStudio);
        lmStudio.LoadModel("qwen/qwen3-8b", contextLength: 20);

        string first = await StartAsync(api, "one");
        string second = await ContinueAsync(api, first, "two");
        await ContinueAsync(api, second, "three");

        Assert.Equal("user: two | assistant: ok | user: three", seen[2]);
    }

    private static IChatClient Recorder(List<string> seen)
    {
        Mock<IChatClient> client = new();
        client.Setup(static c => c.GetStreamingResponseAsync(It.IsAny<IEnumerable<ChatMessage>>(), It.IsAny<ChatOptions>(), It.IsAny<CancellationToken>()))
            .Callback((IEnumerable<ChatMessage> messages, ChatOptions _, CancellationToken _) =>
                seen.Add(string.Join(" | ", messages.Select(static message => $"{message.Role}: {message.Text}"))))
            .Returns(static () => new[] { new ChatResponseUpdate(ChatRole.Assistant, "ok") }.ToAsyncEnumerable());
        return client.Object;
    }

    private static async Task<string> StartAsync(Api api, string input, string more = "") =>
        (string)(await api.ChatAsync($$"""{"model":"qwen/qwen3-8b","input":"{{input}}"{{more}} }""")).Json["response_id"]!;

    private static Task<string> ContinueAsync(Api api, string previous, string input, string more = "") =>
        StartAsync(api, input, $$""", "previous_response_id":"{{previous}}"{{more}}""");

    private static async Task<int> StatusOfContinuationAsync(Api api, string previous) =>
        (await api.ChatAsync($$"""{"model":"qwen/qwen3-8b","input":"two","previous_response_id":"{{previous}}"}""")).Status;
}
