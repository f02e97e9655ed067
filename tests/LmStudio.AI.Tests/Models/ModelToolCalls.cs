using System.Text.Json;
using Microsoft.Extensions.AI;

namespace LmStudio.AI.Tests;

/// <summary>Calls the tools for models as function-invoking clients do.</summary>
internal static class ModelToolCalls
{
    public static Task<string> CallAsync(LmStudioClient client, string name, string arguments = "{}") => CallAsync(LmStudioModelTools.Create(client), name, arguments);

    public static async Task<string> CallAsync(IReadOnlyList<AIFunction> tools, string name, string arguments)
    {
        // As function-invoking clients pass them.
        Dictionary<string, object?> values = JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(arguments)!.ToDictionary(static pair => pair.Key, static pair => (object?)pair.Value);
        return Assert.IsType<string>(await tools.Single(tool => tool.Name == name).InvokeAsync(new AIFunctionArguments(values)));
    }
}
