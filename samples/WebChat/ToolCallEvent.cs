namespace WebChatSample;

/// <summary>LM Studio calls a tool of an MCP server.</summary>
/// <param name="Id">The id that the call and its result share.</param>
/// <param name="Name">The name of the tool.</param>
/// <param name="Server">The MCP server, if known.</param>
/// <param name="Arguments">The arguments as JSON.</param>
internal sealed record ToolCallEvent(string Id, string Name, string? Server, string Arguments) : ChatEvent;
