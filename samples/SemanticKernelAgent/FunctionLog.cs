using Microsoft.SemanticKernel;

namespace AgentSample;

/// <summary>Shows the functions that the model calls. Here an application would also refuse a call, or ask.</summary>
internal sealed class FunctionLog(TextWriter writer) : IAutoFunctionInvocationFilter
{
    public async Task OnAutoFunctionInvocationAsync(AutoFunctionInvocationContext context, Func<AutoFunctionInvocationContext, Task> next)
    {
        string arguments = string.Join(", ", (context.Arguments ?? []).Select(static argument => $"{argument.Key}: {argument.Value}"));
        await writer.WriteLineAsync(TerminalText.Clean($"→ {context.Function.PluginName}.{context.Function.Name}({arguments})"));
        await next(context);
        await writer.WriteLineAsync(TerminalText.Clean($"← {context.Result.GetValue<object>()}"));
    }
}
