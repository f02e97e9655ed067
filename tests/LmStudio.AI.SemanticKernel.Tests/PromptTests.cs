using LmStudio.AI.Emulator;
using Microsoft.Extensions.AI;
using Microsoft.SemanticKernel;

namespace LmStudio.AI.SemanticKernel.Tests;

public sealed class PromptTests
{
    [Fact]
    public async Task InvokePrompt_Arguments_AreRenderedAndSent()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        lmStudio.Script.Enqueue(EmulatorStep.Text("Scattering."));
        Kernel kernel = Kernels.Create(lmStudio);

        FunctionResult result = await kernel.InvokePromptAsync("Why is the {{$what}} blue?", new KernelArguments { ["what"] = "sky" });

        Assert.Equal("Scattering.", result.GetValue<string>());
        Assert.Equal("Scattering.", result.GetValue<ChatResponse>()?.Text);
        Assert.IsType<LmStudioChatResult>(result.GetValue<ChatResponse>()?.RawRepresentation);
        Assert.Equal("""{"model":"qwen/qwen3-8b","input":"Why is the sky blue?"}""", lmStudio.GetChats()[0].Body);
    }

    [Fact]
    public async Task InvokePrompt_ChatTags_AreMessages()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        Kernel kernel = Kernels.Create(lmStudio);

        await kernel.InvokePromptAsync("""<message role="system">Be brief.</message><message role="user">Hi</message>""");

        Assert.Equal("""{"model":"qwen/qwen3-8b","input":"Hi","system_prompt":"Be brief."}""", lmStudio.GetChats()[0].Body);
    }

    [Fact]
    public async Task InvokePromptStreaming_String_GivesTheText()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        Kernel kernel = CreateKernelThatThinks(lmStudio);

        List<string> pieces = await ListAsync(kernel.InvokePromptStreamingAsync<string>("Hi"));

        Assert.Equal("It is blue.", string.Concat(pieces));
    }

    [Fact]
    public async Task InvokePromptStreaming_StreamingChatMessageContent_HasTextAndReasoning()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        Kernel kernel = CreateKernelThatThinks(lmStudio);

        List<StreamingChatMessageContent> contents = await ListAsync(kernel.InvokePromptStreamingAsync<StreamingChatMessageContent>("Hi"));

        Assert.Equal("It is blue.", string.Concat(contents.Select(static content => content.Content)));
        Assert.Equal("Let me see.", string.Concat(contents.Select(static content => content.GetReasoning())));
        Assert.NotNull(contents[^1].GetConversationId());
        Assert.NotNull(contents[^1].GetStats()?.TokensPerSecond);
        Assert.All(contents[..^1], static content => Assert.Null(content.GetConversationId()));
    }

    [Fact]
    public async Task InvokePromptStreaming_ChatResponseUpdate_IsTheAnswerWithoutProgress()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        Kernel kernel = CreateKernelThatThinks(lmStudio);

        List<ChatResponseUpdate> updates = await ListAsync(kernel.InvokePromptStreamingAsync<ChatResponseUpdate>("Hi"));

        Assert.NotEmpty(updates[0].Contents);
        Assert.All(updates, static update => Assert.Null(update.Progress));
        ChatResponse response = updates.ToChatResponse();
        Assert.Equal("It is blue.", response.Text);
        Assert.Equal("Let me see.", response.Messages[0].Contents.OfType<TextReasoningContent>().Single().Text);
        Assert.Equal(ChatFinishReason.Stop, response.FinishReason);
    }

    [Fact]
    public async Task InvokePromptStreaming_EventsOfTheServer_AreAllOfOneType()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        Kernel kernel = CreateKernelThatThinks(lmStudio);

        List<LmStudioChatEvent> events = await ListAsync(kernel.InvokePromptStreamingAsync<LmStudioChatEvent>("Hi"));

        Assert.IsType<LmStudioReasoningDeltaEvent>(events[0]);
        Assert.IsType<LmStudioChatEndEvent>(events[^1]);
    }

    [Fact]
    public async Task InvokePrompt_Progress_IsHeardBesideTheAnswer()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        Recorder recorder = new();
        Kernel kernel = Kernels.Create(lmStudio, options => options.Chat.Progress = recorder);

        Assert.NotNull(await kernel.InvokePromptAsync<string>("Hi"));

        Assert.Contains(recorder.Heard, static progress => progress is { Kind: LmStudioProgressKind.ModelLoad, Fraction: 1 });
    }

    [Fact]
    public async Task InvokePrompt_ServerFails_ThrowsTheConnectorsException()
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        Kernel kernel = Kernels.Create(lmStudio, options => options.ModelId = "no/such-model");

        LmStudioException exception = await Assert.ThrowsAsync<LmStudioException>(() => kernel.InvokePromptAsync("Hi"));

        Assert.Equal(LmStudioErrorKind.ModelNotFound, exception.Kind);
    }

    private static Kernel CreateKernelThatThinks(LmStudioEmulator lmStudio)
    {
        lmStudio.Script.Enqueue(EmulatorStep.Reason("Let me see."), EmulatorStep.Text("It is blue."));
        return Kernels.Create(lmStudio);
    }

    private static async Task<List<T>> ListAsync<T>(IAsyncEnumerable<T> items)
    {
        List<T> list = [];
        await foreach (T item in items)
        {
            list.Add(item);
        }

        return list;
    }

    private sealed class Recorder : IProgress<LmStudioProgress>
    {
        public List<LmStudioProgress> Heard { get; } = [];

        public void Report(LmStudioProgress value) => Heard.Add(value);
    }
}
