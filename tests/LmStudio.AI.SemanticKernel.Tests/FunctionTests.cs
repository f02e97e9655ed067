using LmStudio.AI.Emulator;
using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.ChatCompletion;

namespace LmStudio.AI.SemanticKernel.Tests;

public sealed class FunctionTests
{
    private static readonly LmStudioPromptExecutionSettings Auto = new() { FunctionChoiceBehavior = FunctionChoiceBehavior.Auto() };

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task InvokePrompt_KernelFunction_IsCalledAndItsResultSent(bool stream)
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        Kernel kernel = CreateKernelThatCalls(lmStudio);

        string text = "";
        if (stream)
        {
            await foreach (string piece in kernel.InvokePromptStreamingAsync<string>("What time is it?", new KernelArguments(Auto)))
            {
                text += piece;
            }
        }
        else
        {
            text = (await kernel.InvokePromptAsync<string>("What time is it?", new KernelArguments(Auto)))!;
        }

        Assert.Equal("It is noon.", text);
        List<EmulatorRequest> chats = lmStudio.GetChats();
        Assert.Equal(2, chats.Count);
        Assert.Contains("clock_get_time", chats[0].Body);
        Assert.Contains("noon", chats[1].Body);
    }

    [Fact]
    public async Task InvokePrompt_FilterOfTheKernel_SeesTheCallAndCanEndTheLoop()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        Kernel kernel = CreateKernelThatCalls(lmStudio);
        EndingFilter filter = new();
        kernel.AutoFunctionInvocationFilters.Add(filter);

        await kernel.InvokePromptAsync("What time is it?", new KernelArguments(Auto));

        Assert.Equal(["clock.get_time"], filter.Seen);
        Assert.Single(lmStudio.GetChats());
    }

    [Fact]
    public async Task GetChatMessageContent_AutoInvokeOff_ReturnsTheCall()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        Kernel kernel = CreateKernelThatCalls(lmStudio);
        IChatCompletionService service = kernel.GetRequiredService<Microsoft.Extensions.AI.IChatClient>().AsChatCompletionService();
        LmStudioPromptExecutionSettings settings = new() { FunctionChoiceBehavior = FunctionChoiceBehavior.Auto(autoInvoke: false) };

        ChatMessageContent message = await service.GetChatMessageContentAsync("What time is it?", settings, kernel);

        FunctionCallContent call = Assert.Single(message.Items.OfType<FunctionCallContent>());
        Assert.Equal("clock_get_time", call.FunctionName);
        Assert.Single(lmStudio.GetChats());
    }

    [Fact]
    public async Task InvokePrompt_RequiredFunction_IsRequiredOnce()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        Kernel kernel = CreateKernelThatCalls(lmStudio);
        LmStudioPromptExecutionSettings settings = new() { FunctionChoiceBehavior = FunctionChoiceBehavior.Required() };

        await kernel.InvokePromptAsync("What time is it?", new KernelArguments(settings));

        Assert.Contains("\"tool_choice\":\"required\"", lmStudio.GetChats()[0].Body);
        Assert.DoesNotContain("\"tool_choice\":\"required\"", lmStudio.GetChats()[1].Body);
    }

    private static Kernel CreateKernelThatCalls(LmStudioEmulator lmStudio)
    {
        lmStudio.Script.Enqueue(EmulatorStep.CallFunction("clock_get_time"));
        lmStudio.Script.Enqueue(EmulatorStep.Text("It is noon."));
        Kernel kernel = Kernels.Create(lmStudio);
        kernel.Plugins.Add(Kernels.CreateTimePlugin());
        return kernel;
    }

    private sealed class EndingFilter : IAutoFunctionInvocationFilter
    {
        public List<string> Seen { get; } = [];

        public async Task OnAutoFunctionInvocationAsync(AutoFunctionInvocationContext context, Func<AutoFunctionInvocationContext, Task> next)
        {
            Seen.Add($"{context.Function.PluginName}.{context.Function.Name}");
            await next(context);
            context.Terminate = true;
        }
    }
}
