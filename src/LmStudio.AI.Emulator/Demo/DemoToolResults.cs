using System.Text.Json;
using System.Text.Json.Nodes;

namespace LmStudio.AI.Emulator;

/// <summary>Describes the results of functions and MCP tools.</summary>
internal static class DemoToolResults
{
    /// <summary>Describes the results of the functions that the client called since the last response.</summary>
    /// <returns>Null when no function has returned.</returns>
    public static string? OfFunctions(GenerationContext context)
    {
        ILookup<string, string> calls = context.History.SelectMany(static turn => turn.Output).OfType<OutputItem.FunctionCall>().ToLookup(static call => call.CallId, static call => call.Name);
        string[] results =
        [
            .. context.Request.Input.OfType<InputPart.FunctionResult>()
                .Select(result => $"I called {calls[result.CallId].LastOrDefault() ?? "a function"}, and it returned{Show(result.Output)}"),
        ];
        return results.Length is 0 ? null : string.Join("\n\n", results);
    }

    public static string OfTool(DemoTool tool, OutputItem output) => output switch
    {
        OutputItem.ToolCall call => $"I called {tool.Name} of {tool.Server}, and it returned{Show(TextOf(call.Output))}",
        OutputItem.InvalidToolCall call => $"I called {tool.Name} of {tool.Server}, but the call was invalid: {call.Reason}",
        _ => throw new NotSupportedException(),
    };

    /// <summary>Shows JSON as a code block, so that a chat can show it well.</summary>
    private static string Show(string output)
    {
        if (output.AsSpan().TrimStart() is ['{' or '[', ..])
        {
            try
            {
                return $":\n\n```json\n{WireJson.Pretty(JsonNode.Parse(output)!)}\n```";
            }
            catch (JsonException)
            {
                // Not valid JSON.
            }
        }

        return $": {output}";
    }

    private static string TextOf(string contentParts)
    {
        IEnumerable<string> parts = JsonNode.Parse(contentParts)!.AsArray().OfType<JsonObject>().Select(static part => (string?)part["type"] switch
        {
            "text" => (string?)part["text"] ?? "",
            "image" or "audio" => $"({part["type"]} of type {part["mimeType"]})",
            _ => WireJson.Compact(part),
        });
        return string.Join(' ', parts) is { Length: > 0 } text ? text : "nothing";
    }
}
