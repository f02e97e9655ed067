namespace LmStudio.AI.Emulator;

/// <summary>The provider of a tool: a plugin (a server of LM Studio's mcp.json), named by its id, or a server of the request, named by its label.</summary>
internal sealed record ToolProvider(string Name, bool IsPlugin);
