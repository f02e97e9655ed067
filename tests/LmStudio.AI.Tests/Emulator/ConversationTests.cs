using LmStudio.AI.Emulator;
using Microsoft.Extensions.AI;

namespace LmStudio.AI.Tests;

/// <summary>Whole conversations with a server that remembers them (docs/protocol.md, "Conversations").</summary>
public class ConversationTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task GetResponse_ThreeTurnsAndABranch_ContinueWhereTheySay(bool stream)
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        using LmStudioChatClient client = lmStudio.CreateChatClient();
        foreach (string text in new[] { "First.", "Second.", "Third.", "Branch." })
        {
            lmStudio.Script.Enqueue(EmulatorStep.Text(text));
        }

        ChatResponse first = await AskAsync("One", null);
        ChatResponse second = await AskAsync("Two", first.ConversationId);
        ChatResponse third = await AskAsync("Three", second.ConversationId);
        ChatResponse branch = await AskAsync("Other", first.ConversationId);

        Assert.Equal(["First.", "Second.", "Third.", "Branch."], new[] { first, second, third, branch }.Select(static response => response.Text));
        Assert.Equal(4, new[] { first, second, third, branch }.Select(static response => response.ConversationId).Distinct().Count());
        Assert.True(third.Usage!.InputTokenCount > branch.Usage!.InputTokenCount, "The branch knows nothing of the second turn.");
        Json.Equal(
            $$"""{"model":"qwen/qwen3-8b","input":"Other","previous_response_id":"{{first.ConversationId}}"{{(stream ? ",\"stream\":true" : "")}}}""",
            lmStudio.GetChatBodies()[3]);

        Task<ChatResponse> AskAsync(string message, string? conversationId)
        {
            ChatOptions options = new() { ConversationId = conversationId };
            return stream ? client.GetStreamingResponseAsync(message, options).ToChatResponseAsync() : client.GetResponseAsync(message, options);
        }
    }

    [Fact]
    public async Task GetResponse_InstructionsOnEachTurn_SuitStrictTemplates()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        using LmStudioChatClient client = lmStudio.CreateChatClient("mistralai/ministral-3-3b");

        ChatResponse first = await client.GetResponseAsync("One", new() { Instructions = "Be brief." });
        ChatResponse second = await client.GetResponseAsync("Two", new() { Instructions = "Be brief.", ConversationId = first.ConversationId });

        Assert.NotNull(second.ConversationId);
    }

    // protocol.md, "Conversations": a second system prompt.
    [Fact]
    public async Task GetResponse_InstructionsAlwaysSent_FailOnStrictTemplates()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        using LmStudioClient lmStudioClient = lmStudio.CreateClient();
        IChatClient client = lmStudioClient.AsIChatClient("mistralai/ministral-3-3b", new() { SystemPromptBehavior = LmStudioSystemPromptBehavior.Always });

        ChatResponse first = await client.GetResponseAsync("One", new() { Instructions = "Be brief." });
        LmStudioException exception = await Assert.ThrowsAsync<LmStudioException>(() => client.GetResponseAsync("Two", new() { Instructions = "Be brief.", ConversationId = first.ConversationId }));

        Assert.Equal((LmStudioErrorKind.ServerError, 500), (exception.Kind, (int?)exception.StatusCode));
    }

    [Fact]
    public async Task GetResponse_NotStored_CannotBeContinued()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        using LmStudioChatClient client = lmStudio.CreateChatClient();

        ChatResponse response = await client.GetResponseAsync("One", new() { Store = false });
        ChatResponse streamed = await client.GetStreamingResponseAsync("One", new() { Store = false }).ToChatResponseAsync();

        Assert.Null(response.ConversationId);
        Assert.Null(streamed.ConversationId);
        Assert.NotEqual("", response.Text);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task GetResponse_LostConversation_IsConversationNotFound(bool stream)
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        using LmStudioChatClient client = lmStudio.CreateChatClient();
        ChatOptions options = new() { ConversationId = (await client.GetResponseAsync("One")).ConversationId };
        lmStudio.ForgetConversations();

        LmStudioException exception = await Assert.ThrowsAsync<LmStudioException>(() =>
            stream ? client.GetStreamingResponseAsync("Two", options).ToChatResponseAsync() : client.GetResponseAsync("Two", options));

        Assert.Equal((LmStudioErrorKind.ConversationNotFound, "previous_response_id"), (exception.Kind, exception.Param));
        Assert.EndsWith("(it keeps responses for 30 days).", exception.Message);
    }

    [Fact]
    public async Task GetResponse_WebPWhereItIsNotTaken_SaysWhatIs()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        using LmStudioChatClient client = lmStudio.CreateChatClient("qwen/qwen3-vl-4b");
        ChatMessage message = new(ChatRole.User, [new TextContent("What is it?"), new DataContent(new byte[] { 1, 2, 3 }, "image/webp")]);

        LmStudioException exception = await Assert.ThrowsAsync<LmStudioException>(() => client.GetResponseAsync([message], new ChatOptions { StopSequences = ["."] }));

        Assert.Equal(LmStudioErrorKind.InvalidRequest, exception.Kind);
        Assert.EndsWith("'url' field must be a base64 encoded image. Send the image as PNG or JPEG: LM Studio reports this error for WebP too.", exception.Message);
    }

    [Fact]
    public async Task GetResponse_TextAndImage_ReachTheModel()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        using LmStudioChatClient client = lmStudio.CreateChatClient("qwen/qwen3-vl-4b");
        lmStudio.Script.Enqueue(EmulatorStep.Text("A dot."));

        ChatResponse response = await client.GetResponseAsync([new(ChatRole.User, [new TextContent("What is it?"), new DataContent(new byte[] { 1, 2, 3 }, "image/png")])]);

        Assert.Equal("A dot.", response.Text);
    }

    [Fact]
    public async Task GetResponse_MaxOutputTokens_CutsTheAnswer()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        using LmStudioChatClient client = lmStudio.CreateChatClient();
        lmStudio.Script.Enqueue(EmulatorStep.Text("One two three four five six seven eight."));

        ChatResponse response = await client.GetResponseAsync("Count", new() { MaxOutputTokens = 3 });

        Assert.Equal(ChatFinishReason.Length, response.FinishReason);
        Assert.Equal(3, response.Usage!.OutputTokenCount);
    }

    [Theory]
    [InlineData("qwen/qwen3-8b", ReasoningEffort.High, "\"reasoning\":\"on\"")]
    [InlineData("qwen/qwen3-8b", ReasoningEffort.None, "\"reasoning\":\"off\"")]
    [InlineData("openai/gpt-oss-20b", ReasoningEffort.ExtraHigh, "\"reasoning\":\"high\"")]
    [InlineData("google/gemma-3-1b", ReasoningEffort.High, null)]
    public async Task GetResponse_ReasoningEffort_IsClampedToWhatTheServerTakes(string model, ReasoningEffort effort, string? expected)
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        using LmStudioChatClient client = lmStudio.CreateChatClient(model);

        _ = await client.GetResponseAsync("Hi", new() { Reasoning = new() { Effort = effort } });

        string body = Assert.Single(lmStudio.GetChatBodies());
        Assert.Equal(expected is not null, body.Contains("\"reasoning\"", StringComparison.Ordinal));
        Assert.Contains(expected ?? "", body);
    }

    [Theory]
    [InlineData("openai/gpt-oss-20b", "off")]
    [InlineData("google/gemma-3-1b", "high")]
    public async Task GetResponse_RawReasoningThatIsRefused_IsInvalidRequest(string model, string reasoning)
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        using LmStudioChatClient client = lmStudio.CreateChatClient(model);

        LmStudioException exception = await Assert.ThrowsAsync<LmStudioException>(() =>
            client.GetResponseAsync("Hi", new() { RawRepresentationFactory = _ => new LmStudioChatRequest { Reasoning = reasoning } }));

        Assert.Equal((LmStudioErrorKind.InvalidRequest, "reasoning"), (exception.Kind, exception.Param));
    }
}
