namespace WebChatSample;

/// <summary>Who answers.</summary>
/// <param name="Address">The address of LM Studio.</param>
/// <param name="IsEmulated">Whether it is the emulator, whose answers mean nothing.</param>
/// <param name="Mcp">An MCP server to begin with, where one is known.</param>
internal sealed record ServerInfo(Uri Address, bool IsEmulated, string? Mcp);
