using System.ComponentModel;
using LmStudio.AI.Emulator;
using Microsoft.SemanticKernel;

namespace LmStudio.AI.SemanticKernel.Tests;

/// <summary>Makes kernels for an emulator, and tells what they have sent.</summary>
internal static class Kernels
{
    public const string Model = "qwen/qwen3-8b";

    public static Kernel Create(LmStudioEmulator lmStudio, Action<LmStudioKernelOptions>? configure = null)
    {
        IKernelBuilder builder = Kernel.CreateBuilder();
        builder.AddLmStudioChatClient(options => Configure(options, lmStudio, configure));
        return builder.Build();
    }

    public static void Configure(LmStudioKernelOptions options, LmStudioEmulator lmStudio, Action<LmStudioKernelOptions>? configure = null)
    {
        options.ModelId = Model;
        options.Connection.Endpoint = lmStudio.Endpoint;
        options.Connection.ApiToken = "";
        configure?.Invoke(options);
    }

    public static List<EmulatorRequest> GetChats(this LmStudioEmulator lmStudio) =>
        [.. lmStudio.Requests.Where(static request => request.Method == "POST" && !request.Path.Contains("models", StringComparison.Ordinal))];

    public static KernelPlugin CreateTimePlugin() => KernelPluginFactory.CreateFromFunctions(
        "clock", [KernelFunctionFactory.CreateFromMethod([Description("Tells the time.")] () => "noon", "get_time")]);
}
