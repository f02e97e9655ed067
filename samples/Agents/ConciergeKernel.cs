using LmStudio.AI.SemanticKernel;
using Microsoft.SemanticKernel;

namespace AgentSample;

/// <summary>The kernel of both assistants: LM Studio, and two plugins.</summary>
internal static class ConciergeKernel
{
    public const string Instructions =
        "You keep the user's shopping list and look after the models of the LM Studio server. Use your functions; never make up what they return.";

    public static Kernel Create(AgentServer server, string model, Action<LmStudioKernelOptions> configure)
    {
        IKernelBuilder builder = Kernel.CreateBuilder();
        builder.AddLmStudioChatCompletion(options =>
        {
            options.ModelId = model;
            options.Client = server.Client;
            configure(options);
        });

        Kernel kernel = builder.Build();
        kernel.Plugins.Add(KernelPluginFactory.CreateFromObject(new ShoppingListPlugin(), "shopping"));
        kernel.Plugins.AddLmStudioModels(server.Client);
        return kernel;
    }
}
