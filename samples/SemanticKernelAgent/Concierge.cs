using LmStudio.AI.SemanticKernel;
using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.Agents;

namespace AgentSample;

/// <summary>The agent: a kernel with LM Studio and two plugins, instructions, and settings that let the model choose functions.</summary>
internal static class Concierge
{
    public static ChatCompletionAgent Create(AgentServer server, string model, TextWriter functionLog)
    {
        IKernelBuilder builder = Kernel.CreateBuilder();
        builder.AddLmStudioChatClient(options =>
        {
            options.ModelId = model;
            options.Client = server.Client;

            // The agent resends its history with every turn. This way LM Studio gets, and reads, only what is new.
            options.Chat.ContinueKnownConversations = true;
        });

        Kernel kernel = builder.Build();
        kernel.Plugins.Add(KernelPluginFactory.CreateFromObject(new ShoppingListPlugin(), "shopping"));
        kernel.Plugins.AddLmStudioModels(server.Client);
        kernel.AutoFunctionInvocationFilters.Add(new FunctionLog(functionLog));

        return new ChatCompletionAgent
        {
            Name = "Concierge",
            Instructions = "You keep the user's shopping list and look after the models of the LM Studio server. Use your functions; never make up what they return.",
            Kernel = kernel,
            Arguments = new KernelArguments(new LmStudioPromptExecutionSettings { FunctionChoiceBehavior = FunctionChoiceBehavior.Auto(), Temperature = 0.2 }),
        };
    }
}
