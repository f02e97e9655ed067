namespace LmStudio.AI.Emulator;

/// <summary>Whose tool it is: a plugin's (a server of LM Studio's mcp.json), named by its id, or that of a server in the request, named by its label.</summary>
internal sealed record ToolProvider(string Name, bool IsPlugin);
