using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace ChatSample.Rendering;

/// <summary>Formats tool calls and their results.</summary>
internal static class ToolText
{
    private const int LongestResult = 1_000;

    /// <summary>Arguments are shown to the user: "é" is more readable than "\u00E9", and the output is not HTML.</summary>
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Returns the call on one line, like <c>docs.search {"query":"chat"}</c>.</summary>
    public static string Call(McpServerToolCallContent call)
    {
        string name = call.ServerName is { Length: > 0 } server ? $"{server}.{call.Name}" : call.Name;
        return TerminalText.Clean($"{name} {Arguments(call)}".TrimEnd());
    }

    /// <summary>Returns the arguments as JSON.</summary>
    public static string Arguments(McpServerToolCallContent call) =>
        call.Arguments is { Count: > 0 } arguments ? JsonSerializer.Serialize(arguments, Readable) : "";

    /// <summary>Returns the result of a tool, truncated if it is long.</summary>
    public static string Result(McpServerToolResultContent result)
    {
        string text = TerminalText.Clean(string.Join("\n", (result.Outputs ?? []).Select(Describe))).Trim();
        return text.Length == 0 ? "(nothing)"
            : text.Length <= LongestResult ? text
            : $"{text[..LongestResult]}… ({text.Length - LongestResult} more characters)";
    }

    private static string Describe(AIContent content) => content switch
    {
        TextContent text => text.Text,
        ErrorContent error => error.Message,
        DataContent data => $"({data.MediaType}, {data.Data.Length} bytes)",
        UriContent link => link.Uri.ToString(),
        _ => content.ToString() ?? "",
    };
}
