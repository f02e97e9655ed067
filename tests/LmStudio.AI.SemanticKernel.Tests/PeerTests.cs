using System.Text.Json.Nodes;
using LmStudio.AI.Emulator;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.ChatCompletion;

namespace LmStudio.AI.SemanticKernel.Tests;

/// <summary>The function loop with filters does what that of Semantic Kernel's own OpenAI connector does, on the same server.</summary>
public sealed class PeerTests
{
    public static TheoryData<string, bool> Cases
    {
        get
        {
            TheoryData<string, bool> data = [];
            foreach (string filter in (string[])["pass", "replace", "skip", "terminate first", "terminate last"])
            {
                data.Add(filter, false);
                data.Add(filter, true);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task AutoFunctionInvocationFilter_SameAsTheOpenAIConnector(string filter, bool streaming)
    {
        string ours = await RunAsync(filter, streaming, static (builder, lmStudio) => builder.AddLmStudioChatCompletion(options => Kernels.Configure(options, lmStudio)));
        string theirs = await RunAsync(
            filter, streaming, static (builder, lmStudio) => builder.AddOpenAIChatCompletion(Kernels.Model, new Uri(lmStudio.Endpoint, "v1"), apiKey: "none"));

        Assert.Equal(theirs, ours);
    }

    /// <returns>What the caller sees and what was sent.</returns>
    private static async Task<string> RunAsync(string filter, bool streaming, Action<IKernelBuilder, LmStudioEmulator> add)
    {
        await using LmStudioEmulator lmStudio = await LmStudioEmulator.StartAsync();
        lmStudio.Script.Enqueue(EmulatorStep.CallFunction("clock-get_time"), EmulatorStep.CallFunction("clock-get_date"));
        lmStudio.Script.Enqueue(EmulatorStep.Text("The answer."));
        IKernelBuilder builder = Kernel.CreateBuilder();
        add(builder, lmStudio);
        Kernel kernel = builder.Build();
        List<string> log = [];
        kernel.Plugins.AddFromFunctions("clock", [
            KernelFunctionFactory.CreateFromMethod(() => Run("noon"), "get_time"),
            KernelFunctionFactory.CreateFromMethod(() => Run("today"), "get_date")]);
        kernel.AutoFunctionInvocationFilters.Add(new LoggingFilter(filter, log));
        kernel.FunctionInvocationFilters.Add(new LoggingFunctionFilter(log));
        PromptExecutionSettings settings = new() { FunctionChoiceBehavior = FunctionChoiceBehavior.Auto() };
        ChatHistory history = new("Be brief.");
        history.AddUserMessage("When?");
        IChatCompletionService service = kernel.GetRequiredService<IChatCompletionService>();

        if (streaming)
        {
            string text = "";
            await foreach (StreamingChatMessageContent piece in service.GetStreamingChatMessageContentsAsync(history, settings, kernel))
            {
                text += piece.Content;
            }

            log.Add($"text {text}");
        }
        else
        {
            log.AddRange((await service.GetChatMessageContentsAsync(history, settings, kernel)).SelectMany(Show).Select(static text => $"answer {text}"));
        }

        log.AddRange(history.Where(static message => message.Role != AuthorRole.Tool).SelectMany(Show).Select(static text => $"history {text}"));
        log.AddRange(lmStudio.GetChats().Select(static chat => "sent " + ShowRequest(chat.Body)));
        return string.Join("\n", log);

        string Run(string result)
        {
            log.Add($"run {result}");
            return result;
        }
    }

    /// <summary>Shows a message by its items, of which only the last result: the OpenAI connector has a message for each.</summary>
    private static IEnumerable<string> Show(ChatMessageContent message) => message.Items
        .Where(item => item is not FunctionResultContent || item == message.Items[^1])
        .Select(static item => item switch
        {
            TextContent text => text.Text,
            FunctionCallContent call => $"call {Name(call.PluginName, call.FunctionName)}",
            FunctionResultContent result => $"result {Name(result.PluginName, result.FunctionName)} {result.Result}",
            _ => item.GetType().Name,
        })
        .Where(static text => text != "")
        .Select(text => $"{message.Role.Label.ToLowerInvariant()}: {text}");

    private static string Name(string? plugin, string? function) => plugin is null ? function ?? "" : $"{plugin}_{function}";

    private static string ShowRequest(string body) => string.Join(", ", JsonNode.Parse(body)!["messages"]!.AsArray().Select(static message => $"{message!["role"]} {message["content"]}"));

    private sealed class LoggingFilter(string mode, List<string> log) : IAutoFunctionInvocationFilter
    {
        public async Task OnAutoFunctionInvocationAsync(AutoFunctionInvocationContext context, Func<AutoFunctionInvocationContext, Task> next)
        {
            log.Add($"auto {context.Function.Name} {context.RequestSequenceIndex}/{context.FunctionSequenceIndex} of {context.FunctionCount}");
            switch (mode)
            {
                case "skip":
                    context.Result = new FunctionResult(context.Result, "nothing");
                    return;

                default:
                    await next(context);
                    break;
            }

            if (mode == "replace")
            {
                context.Result = new FunctionResult(context.Result, "other");
            }

            context.Terminate = mode == "terminate first" || (mode == "terminate last" && context.FunctionSequenceIndex == 1);
        }
    }

    private sealed class LoggingFunctionFilter(List<string> log) : IFunctionInvocationFilter
    {
        public async Task OnFunctionInvocationAsync(FunctionInvocationContext context, Func<FunctionInvocationContext, Task> next)
        {
            log.Add($"function {context.Function.PluginName}.{context.Function.Name}");
            await next(context);
        }
    }
}
