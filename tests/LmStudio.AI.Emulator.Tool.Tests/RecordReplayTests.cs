using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.AI;

namespace LmStudio.AI.Emulator.Tool.Tests;

public sealed partial class RecordReplayTests : IDisposable
{
    private static readonly JsonSerializerOptions Compact = new(AIJsonUtilities.DefaultOptions) { WriteIndented = false };

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(LmStudioChatEndpoint.ChatCompletions)]
    [InlineData(LmStudioChatEndpoint.Responses)]
    [InlineData(LmStudioChatEndpoint.Messages)]
    public async Task Replay_RecordedChatWithFunction_GivesTheSameUpdates(LmStudioChatEndpoint endpoint)
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        lmStudio.Script.Enqueue(EmulatorStep.Reason("The weather of Oslo."), EmulatorStep.CallFunction("get_weather", new { city = "Oslo" }));
        lmStudio.Script.Enqueue(EmulatorStep.Text("It rains in Oslo. Übrigens: 🌧"));
        ChatOptions options = new() { Tools = [AIFunctionFactory.Create((string city) => $"It rains in {city}.", "get_weather")] };

        IReadOnlyList<string> recorded = await RecordAsync(lmStudio, server => ChatAsync(server, endpoint, options));
        IReadOnlyList<string> replayed = await ReplayAsync(server => ChatAsync(server, endpoint, options));

        Assert.Contains(recorded, update => update.Contains("\"name\":\"get_weather\"", StringComparison.Ordinal));
        Assert.Equal(string.Join("\n", recorded), string.Join("\n", replayed));
    }

    [Fact]
    public async Task Replay_RecordedNativeChatWithMcpTool_GivesTheSameUpdates()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync(options =>
        {
            options.AllowPluginCalls = true;
            options.Plugins.Add(new EmulatorPlugin("mcp/dice", AIFunctionFactory.Create((int sides) => sides, "roll_dice")));
        });
        lmStudio.Script.Enqueue(EmulatorStep.CallTool("mcp/dice", "roll_dice", new { sides = 6 }), EmulatorStep.Text("You rolled a six."));
        ChatOptions options = new() { Tools = [new HostedMcpServerTool("dice", "mcp/dice")] };

        IReadOnlyList<string> recorded = await RecordAsync(lmStudio, server => ChatAsync(server, LmStudioChatEndpoint.Native, options));
        IReadOnlyList<string> replayed = await ReplayAsync(server => ChatAsync(server, LmStudioChatEndpoint.Native, options));

        Assert.Contains(recorded, update => update.Contains("mcpServerToolResult", StringComparison.Ordinal));
        Assert.Equal(string.Join("\n", recorded), string.Join("\n", replayed));
    }

    [Fact]
    public async Task Replay_SameRequestTwice_GivesBothAnswersInOrderAndThenTheLast()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        lmStudio.Script.Enqueue(EmulatorStep.Text("First."));
        lmStudio.Script.Enqueue(EmulatorStep.Text("Second."));
        await RecordAsync(lmStudio, async server => [await AskAsync(server, "Go on."), await AskAsync(server, "Go on.")]);

        IReadOnlyList<string> answers = await ReplayAsync(async server =>
            [await AskAsync(server, "Go on."), await AskAsync(server, "Go on."), await AskAsync(server, "Go on.")]);

        Assert.Equal(["First.", "Second.", "Second."], answers);
    }

    [Fact]
    public async Task Replay_OtherRequest_IsRefusedWithTheDifference()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        await RecordAsync(lmStudio, async server => [await AskAsync(server, "What is the time?")]);

        LmStudioException exception = await Assert.ThrowsAsync<LmStudioException>(() => ReplayAsync(async server => [await AskAsync(server, "What is the date?")]));

        Assert.Contains(
            "No exchange was recorded for this POST /api/v1/chat. 0001-post-api-v1-chat.json differs at $.input: \"What is the time?\" was recorded, \"What is the date?\" was sent.",
            exception.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Replay_ErrorAnswer_IsTheSameError()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync(options => options.ApiTokens.Add("sk-lm-12345678:12345678901234567890"));
        await Assert.ThrowsAsync<LmStudioException>(() => RecordAsync(lmStudio, async server => [await AskAsync(server, "Hello!")]));

        LmStudioException exception = await Assert.ThrowsAsync<LmStudioException>(() => ReplayAsync(async server => [await AskAsync(server, "Hello!")]));

        Assert.Equal(LmStudioErrorKind.Unauthorized, exception.Kind);
    }

    [Fact]
    public async Task Replay_FolderWithoutExchanges_SaysWhatItLooksFor()
    {
        InvalidDataException exception = await Assert.ThrowsAsync<InvalidDataException>(() => LmStudioReplay.StartAsync(_folder.Path));

        Assert.Contains("0001-post-api-v1-chat.json", exception.Message, StringComparison.Ordinal);
    }

    [GeneratedRegex("msg_[0-9a-f]{32}")]
    private static partial Regex MessageId();

    private static async Task<string> AskAsync(Uri server, string question)
    {
        using LmStudioChatClient client = new(server, "qwen/qwen3-8b");
        return (await client.GetResponseAsync(question)).Text;
    }

    /// <returns>The updates as JSON.</returns>
    private static async Task<IReadOnlyList<string>> ChatAsync(Uri server, LmStudioChatEndpoint endpoint, ChatOptions options)
    {
        using LmStudioClient lmStudio = new(new LmStudioClientOptions { Endpoint = server });
        using IChatClient client = lmStudio.AsIChatClient("qwen/qwen3-8b", new LmStudioChatClientOptions { Endpoint = endpoint })
            .AsBuilder().UseFunctionInvocation().Build();
        List<string> updates = [];
        await foreach (ChatResponseUpdate update in client.GetStreamingResponseAsync("Do I need an umbrella in Oslo?", options))
        {
            // The results of functions, the id of the message, and the time where the server tells none, are the application's own.
            if (update.Role != ChatRole.Tool)
            {
                update.CreatedAt = null;
                updates.Add(MessageId().Replace(JsonSerializer.Serialize(update, Compact), "msg"));
            }
        }

        return updates;
    }

    private async Task<IReadOnlyList<string>> RecordAsync(LmStudioEmulator lmStudio, Func<Uri, Task<IReadOnlyList<string>>> use)
    {
        await using RunningCommand record = await RunningCommand.StartAsync("record", "--endpoint", lmStudio.Endpoint.AbsoluteUri, "--to", _folder.Path);
        IReadOnlyList<string> result = await use(record.Endpoint);
        Assert.Equal(0, await record.StopAsync());
        return result;
    }

    private async Task<IReadOnlyList<string>> ReplayAsync(Func<Uri, Task<IReadOnlyList<string>>> use)
    {
        await using LmStudioReplay replay = await LmStudioReplay.StartAsync(_folder.Path);
        return await use(replay.Endpoint);
    }
}
