namespace WebChatSample;

/// <summary>Information about the server.</summary>
/// <param name="Address">The address of LM Studio.</param>
/// <param name="IsEmulated">Whether it is the emulator, which does not run a model.</param>
/// <param name="Mcp">The id of a demo MCP server, if there is one.</param>
internal sealed record ServerInfo(Uri Address, bool IsEmulated, string? Mcp);
