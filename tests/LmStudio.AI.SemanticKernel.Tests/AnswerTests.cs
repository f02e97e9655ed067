using System.ComponentModel;
using System.Text.Json;
using LmStudio.AI.Emulator;
using Microsoft.Extensions.AI;
using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.ChatCompletion;

namespace LmStudio.AI.SemanticKernel.Tests;

/// <summary>What answers have beyond text, on Semantic Kernel's types.</summary>
public sealed class AnswerTests
{
    private static readonly LmStudioPromptExecutionSettings Settings = new() { Integrations = [LmStudioIntegration.Plugin("mcp/weather")] };

    [Fact]
    public async Task ChatMessageContent_HasReasoningToolsStatsAndId()
    {
        await using LmStudioEmulator lmStudio = await StartAsync();

        AssertAnswer(await AskAsync(lmStudio));
    }

    [Fact]
    public async Task ChatMessageContent_OfASavedHistory_HasThemToo()
    {
        await using LmStudioEmulator lmStudio = await StartAsync();
        ChatHistory history = [await AskAsync(lmStudio)];

        ChatHistory read = JsonSerializer.Deserialize<ChatHistory>(JsonSerializer.Serialize(history))!;

        Assert.Equal(history[0].GetReasoning(), read[0].GetReasoning());
        Assert.Equal(history[0].GetConversationId(), read[0].GetConversationId());
        Assert.Equal("get_weather", Assert.IsType<McpServerToolCallContent>(read[0].GetMcpToolContents()[0]).Name);
        Assert.IsType<McpServerToolResultContent>(read[0].GetMcpToolContents()[1]);
        Assert.Equal(history[0].GetStats()?.TokensPerSecond, read[0].GetStats()?.TokensPerSecond);
    }

    [Fact]
    public async Task FunctionResult_HasReasoningToolsStatsAndId()
    {
        await using LmStudioEmulator lmStudio = await StartAsync();
        Kernel kernel = Kernels.Create(lmStudio);

        FunctionResult result = await kernel.InvokePromptAsync("How is the weather?", new KernelArguments(Settings));

        Assert.Equal("Let me look.", result.GetReasoning());
        Assert.StartsWith("resp_", result.GetConversationId(), StringComparison.Ordinal);
        Assert.Equal(2, result.GetMcpToolContents().Count);
        Assert.True(result.GetStats() is { TokensPerSecond: > 0, InputTokens: > 0, TotalOutputTokens: > 0 });
    }

    [Fact]
    public async Task FunctionResult_OfAnotherFunction_HasNothing()
    {
        FunctionResult result = await KernelFunctionFactory.CreateFromMethod(static () => 42).InvokeAsync(new Kernel());

        Assert.Null(result.GetReasoning());
        Assert.Null(result.GetConversationId());
        Assert.Null(result.GetStats());
        Assert.Empty(result.GetMcpToolContents());
    }

    [Fact]
    public async Task StreamingChatMessageContent_HasEachPieceOnce()
    {
        await using LmStudioEmulator lmStudio = await StartAsync();
        IChatCompletionService service = Kernels.Create(lmStudio).GetRequiredService<IChatClient>().AsChatCompletionService();

        List<StreamingChatMessageContent> pieces = [];
        await foreach (StreamingChatMessageContent piece in service.GetStreamingChatMessageContentsAsync("How is the weather?", Settings))
        {
            pieces.Add(piece);
        }

        Assert.Equal("Let me look.", string.Concat(pieces.Select(static piece => piece.GetReasoning())));
        List<AIContent> activity = [.. pieces.SelectMany(static piece => piece.GetMcpToolContents())];
        Assert.Equal("get_weather", Assert.IsType<McpServerToolCallContent>(activity[0]).Name);
        Assert.Contains("Sunny", Assert.IsType<McpServerToolResultContent>(activity[1]).Outputs!.OfType<Microsoft.Extensions.AI.TextContent>().Single().Text);
        Assert.Equal(2, activity.Count);
        Assert.StartsWith("resp_", pieces.Select(static piece => piece.GetConversationId()).Single(static id => id is not null), StringComparison.Ordinal);
        Assert.NotNull(pieces.Select(static piece => piece.GetStats()).Single(static stats => stats is not null)?.TokensPerSecond);
    }

    [Fact]
    public async Task ChatMessageContent_OfAStatelessAnswer_HasReasoningAndNoId()
    {
        await using LmStudioEmulator lmStudio = await StartAsync();
        lmStudio.Script.Enqueue(EmulatorStep.Reason("They greet."), EmulatorStep.Text("Hello again."));
        IChatCompletionService service = Kernels.Create(lmStudio).GetRequiredService<IChatClient>().AsChatCompletionService();
        ChatHistory history = [await AskAsync(lmStudio)];
        history.AddUserMessage("Hi");

        ChatMessageContent answer = await service.GetChatMessageContentAsync(history);

        Assert.Equal("/v1/chat/completions", lmStudio.GetChats()[^1].Path);
        Assert.Equal("They greet.", answer.GetReasoning());
        Assert.Null(answer.GetConversationId());
    }

    private static void AssertAnswer(ChatMessageContent answer)
    {
        Assert.Equal("It is sunny.", answer.Content);
        Assert.Equal("Let me look.", answer.GetReasoning());
        Assert.StartsWith("resp_", answer.GetConversationId(), StringComparison.Ordinal);
        Assert.Collection(
            answer.GetMcpToolContents(),
            static call => Assert.Equal(("mcp/weather", "get_weather"), (((McpServerToolCallContent)call).ServerName, ((McpServerToolCallContent)call).Name)),
            static result => Assert.Contains("Sunny", ((McpServerToolResultContent)result).Outputs!.OfType<Microsoft.Extensions.AI.TextContent>().Single().Text));
        Assert.True(answer.GetStats() is { TokensPerSecond: > 0, InputTokens: > 0, TotalOutputTokens: > 0 });
    }

    private static async Task<ChatMessageContent> AskAsync(LmStudioEmulator lmStudio) =>
        await Kernels.Create(lmStudio).GetRequiredService<IChatClient>().AsChatCompletionService().GetChatMessageContentAsync("How is the weather?", Settings);

    private static async Task<LmStudioEmulator> StartAsync()
    {
        AIFunction weather = AIFunctionFactory.Create(([Description("The city.")] string city) => $"Sunny in {city}", "get_weather");
        LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync(options =>
        {
            options.AllowPluginCalls = true;
            options.Plugins.Add(new EmulatorPlugin("mcp/weather", weather));
        });
        lmStudio.Script.Enqueue(
            EmulatorStep.Reason("Let me look."), EmulatorStep.CallTool("mcp/weather", "get_weather", new { city = "Bern" }), EmulatorStep.Text("It is sunny."));
        return lmStudio;
    }
}
