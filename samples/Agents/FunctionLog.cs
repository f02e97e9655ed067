using Microsoft.Agents.AI;
using Microsoft.SemanticKernel;

namespace AgentSample;

/// <summary>
/// Shows the functions that the model calls, as a filter of a kernel's loop and as middleware of an agent. An application could also reject a call or ask for
/// approval here.
/// </summary>
internal sealed class FunctionLog(TextWriter writer) : IAutoFunctionInvocationFilter
{
    public async Task OnAutoFunctionInvocationAsync(AutoFunctionInvocationContext context, Func<AutoFunctionInvocationContext, Task> next)
    {
        await WriteCallAsync($"{context.Function.PluginName}_{context.Function.Name}", context.Arguments ?? []);
        await next(context);
        await WriteResultAsync(context.Result.GetValue<object>());
    }

    public async ValueTask<object?> OnAgentCallAsync(
        AIAgent agent, Microsoft.Extensions.AI.FunctionInvocationContext context, Func<Microsoft.Extensions.AI.FunctionInvocationContext, CancellationToken, ValueTask<object?>> next, CancellationToken cancellationToken)
    {
        await WriteCallAsync(context.Function.Name, context.Arguments);
        object? result = await next(context, cancellationToken);
        await WriteResultAsync(result);
        return result;
    }

    private Task WriteCallAsync(string name, IEnumerable<KeyValuePair<string, object?>> arguments) =>
        writer.WriteLineAsync(TerminalText.Clean($"→ {name}({string.Join(", ", arguments.Select(static argument => $"{argument.Key}: {argument.Value}"))})"));

    private Task WriteResultAsync(object? result) => writer.WriteLineAsync(TerminalText.Clean($"← {result}"));
}
