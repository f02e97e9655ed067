using ModelContextProtocol.Client;

namespace LmStudio.AI.Emulator;

/// <summary>A tool of a connected MCP server.</summary>
internal sealed record McpTool(McpClientTool Tool, ToolProvider Provider);
