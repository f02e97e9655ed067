namespace LmStudio.AI.Emulator;

/// <summary>How the demo model deals with functions: it calls those that the prompt names, and tells what they returned.</summary>
internal static class DemoFunctions
{
    public static IReadOnlyList<FunctionTool> Choose(ChatRequest request, string prompt)
    {
        if (request.ToolChoice is ToolChoice.None || request.Functions.Count is 0)
        {
            return [];
        }

        var named = request.Functions.Where(function => IsNamed(function.Name, prompt)).ToList();
        if (request.ToolChoice is ToolChoice.Required)
        {
            named = named.Count > 0 ? named : [request.Functions[0]];
        }
        else if (request.Input.Any(part => part is InputPart.FunctionResult))
        {
            return [];
        }

        return request.ParallelCalls ? named : [.. named.Take(1)];
    }

    /// <returns>Null when no function has returned.</returns>
    public static string? DescribeResults(GenerationContext context)
    {
        var calls = context.History.SelectMany(turn => turn.Output).OfType<OutputItem.FunctionCall>().ToLookup(call => call.CallId, call => call.Name);
        var results = context.Request.Input.OfType<InputPart.FunctionResult>()
            .Select(result => $"{calls[result.CallId].LastOrDefault() ?? "a function"} returned: {result.Output}")
            .ToList();
        return results.Count is 0 ? null : $"I called what you named, and {string.Join(", and ", results)}";
    }

    /// <summary>Finds <c>get_weather</c> in texts with get_weather, get-weather, get weather and GetWeather.</summary>
    public static bool IsNamed(string tool, string prompt)
    {
        var words = Words(tool);
        return Words(prompt).Contains(words, StringComparison.OrdinalIgnoreCase)
            || prompt.Contains(words.Replace(" ", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase);
    }

    private static string Words(string text) => text.Replace('_', ' ').Replace('-', ' ');
}
