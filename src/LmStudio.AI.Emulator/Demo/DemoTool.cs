using System.Text.Json;

namespace LmStudio.AI.Emulator;

/// <summary>A function or an MCP tool of the demo model.</summary>
/// <param name="Name">The name.</param>
/// <param name="Description">What the tool does.</param>
/// <param name="Parameters">The JSON schema of the arguments.</param>
/// <param name="Server">The label or plugin id of the MCP server; null for a function, which the client executes.</param>
internal sealed record DemoTool(string Name, string? Description, JsonElement Parameters, string? Server)
{
    /// <summary>Gets the tools that the model may call, functions first.</summary>
    public static IReadOnlyList<DemoTool> Of(GenerationContext context) =>
    [
        .. (context.Request.ToolChoice is ToolChoice.None ? [] : context.Request.Functions)
            .Select(static function => new DemoTool(function.Name, function.Description, function.Parameters, Server: null)),
        .. context.Tools.Tools.Select(static tool => new DemoTool(tool.Tool.Name, tool.Tool.Description, tool.Tool.JsonSchema, tool.Provider.Name)),
    ];
}
