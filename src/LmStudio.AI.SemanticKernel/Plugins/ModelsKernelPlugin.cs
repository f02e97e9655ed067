using System.Diagnostics.CodeAnalysis;
using Microsoft.SemanticKernel;

namespace LmStudio.AI.SemanticKernel;

/// <summary>The allowed functions of a models plugin, as they are: without reflection, and with the schemas that they have.</summary>
internal sealed class ModelsKernelPlugin : KernelPlugin
{
    private readonly Dictionary<string, KernelFunction> _functions;

    public ModelsKernelPlugin(string name, LmStudioModelsPlugin plugin)
        : base(name, "Manages the AI models of an LM Studio server.") =>
        _functions = plugin.Functions.Select(function => function.AsKernelFunction().Clone(name)).ToDictionary(static function => function.Name, StringComparer.OrdinalIgnoreCase);

    public override int FunctionCount => _functions.Count;

    public override bool TryGetFunction(string name, [NotNullWhen(true)] out KernelFunction? function) => _functions.TryGetValue(name, out function);

    public override IEnumerator<KernelFunction> GetEnumerator() => _functions.Values.GetEnumerator();
}
