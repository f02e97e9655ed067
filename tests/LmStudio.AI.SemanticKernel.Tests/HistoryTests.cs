using LmStudio.AI.Emulator;
using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.ChatCompletion;

namespace LmStudio.AI.SemanticKernel.Tests;

public sealed class HistoryTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Image_Data_IsSent(bool withFunctions)
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        Kernel kernel = CreateKernel(lmStudio, options => options.ModelId = "qwen/qwen3-vl-4b");
        kernel.Plugins.Add(Kernels.CreateTimePlugin());
        ChatHistory history = [new ChatMessageContent(AuthorRole.User, [new TextContent("What is this?"), new ImageContent(new byte[] { 137, 80, 78, 71 }, "image/png")])];

        await AskAsync(kernel, history, new LmStudioPromptExecutionSettings { FunctionChoiceBehavior = withFunctions ? FunctionChoiceBehavior.Auto() : null });

        string body = Assert.Single(lmStudio.GetChats()).Body;
        Assert.Contains("data:image/png;base64,iVBORw==", body);
        Assert.Contains("What is this?", body);
    }

    [Fact]
    public async Task Image_Address_IsRefusedBeforeAnythingIsSent()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        ChatHistory history = [new ChatMessageContent(AuthorRole.User, [new ImageContent(new Uri("https://example.com/cat.png"))])];

        _ = await Assert.ThrowsAsync<NotSupportedException>(() => AskAsync(CreateKernel(lmStudio), history));

        Assert.Empty(lmStudio.GetChats());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Reducer_LeavesOut_IsNotSent(bool continues)
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        Kernel kernel = CreateKernel(lmStudio, options => options.Chat.ContinueKnownConversations = continues);
        ChatHistoryTruncationReducer reducer = new(targetCount: 2);
        ChatHistory history = new("Be brief.");
        foreach (string message in (string[])["My name is Ada.", "I live in London.", "What is my name?"])
        {
            history.AddUserMessage(message);
            history = [.. await reducer.ReduceAsync(history) ?? history];
            history.Add(await AskAsync(kernel, history));
        }

        string body = lmStudio.GetChats()[^1].Body;
        Assert.Contains("Be brief.", body);
        Assert.DoesNotContain("Ada", body);
        Assert.Contains("What is my name?", body);
        Assert.DoesNotContain("Your name is Ada.", history[^1].Content);
    }

    [Fact]
    public async Task ResultsThatAreAlsoText_AreSentOnce()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        FunctionCallContent call = new("get_time", "clock", "1");
        ChatHistory history =
        [
            new ChatMessageContent(AuthorRole.User, "What time is it?"),
            new ChatMessageContent(AuthorRole.Assistant, [call]),
            new ChatMessageContent(AuthorRole.Tool, [new TextContent("noon"), new FunctionResultContent(call, "noon")]),
            new ChatMessageContent(AuthorRole.User, "Again?"),
        ];

        await AskAsync(CreateKernel(lmStudio), history);

        string body = Assert.Single(lmStudio.GetChats()).Body;
        Assert.Single(body.Split("noon")[1..]);
    }

    private static Kernel CreateKernel(LmStudioEmulator lmStudio, Action<LmStudioKernelOptions>? configure = null)
    {
        IKernelBuilder builder = Kernel.CreateBuilder();
        builder.AddLmStudioChatCompletion(options => Kernels.Configure(options, lmStudio, configure));
        return builder.Build();
    }

    private static Task<ChatMessageContent> AskAsync(Kernel kernel, ChatHistory history, PromptExecutionSettings? settings = null) =>
        kernel.GetRequiredService<IChatCompletionService>().GetChatMessageContentAsync(history, settings, kernel);
}
