using System.Diagnostics.CodeAnalysis;
using Microsoft.SemanticKernel;

namespace LmStudio.AI.SemanticKernel;

/// <summary>The functions of <see cref="LmStudioModelTools"/> that a model may call, without reflection and with the schemas that they have.</summary>
internal sealed class ModelsPlugin : KernelPlugin
{
    private readonly Dictionary<string, KernelFunction> _functions;

    public ModelsPlugin(string name, LmStudioClient client, LmStudioModelToolOptions? options)
        : base(name, "Manages the AI models of an LM Studio server.") =>
        _functions = LmStudioModelTools.Create(client, WithoutApproval(options ?? new LmStudioModelToolOptions()))
            .Select(function => function.AsKernelFunction().Clone(name))
            .ToDictionary(static function => function.Name, StringComparer.OrdinalIgnoreCase);

    public override int FunctionCount => _functions.Count;

    public override bool TryGetFunction(string name, [NotNullWhen(true)] out KernelFunction? function) => _functions.TryGetValue(name, out function);

    public override IEnumerator<KernelFunction> GetEnumerator() => _functions.Values.GetEnumerator();

    /// <summary>Omits the functions that require approval: Semantic Kernel does not ask for it.</summary>
    private static LmStudioModelToolOptions WithoutApproval(LmStudioModelToolOptions options)
    {
        return new()
        {
            Models = options.Models,
            Load = OmitUnlessAllowed(options.Load),
            Unload = OmitUnlessAllowed(options.Unload),
            UnloadOthers = OmitUnlessAllowed(options.UnloadOthers),
            Download = OmitUnlessAllowed(options.Download),
            TimeProvider = options.TimeProvider,
        };

        static LmStudioModelToolPermission OmitUnlessAllowed(LmStudioModelToolPermission permission) =>
            permission == LmStudioModelToolPermission.Allowed ? LmStudioModelToolPermission.Allowed : LmStudioModelToolPermission.Omitted;
    }
}
