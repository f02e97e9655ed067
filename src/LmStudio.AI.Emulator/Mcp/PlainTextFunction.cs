using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelContextProtocol.Server;

namespace LmStudio.AI.Emulator;

/// <summary>Returns a text as text. A function's result is JSON, and the SDK would send a text with its quotation marks.</summary>
internal sealed class PlainTextFunction(AIFunction inner) : DelegatingAIFunction(inner)
{
    public static McpServerTool CreateTool(AIFunction function) => McpServerTool.Create(new PlainTextFunction(function));

    protected override async ValueTask<object?> InvokeCoreAsync(AIFunctionArguments arguments, CancellationToken cancellationToken)
    {
        object? result = await base.InvokeCoreAsync(arguments, cancellationToken).ConfigureAwait(false);
        return result is JsonElement { ValueKind: JsonValueKind.String } text ? text.GetString() : result;
    }
}
