namespace WebChatSample;

/// <summary>LM Studio calls a tool of an MCP server.</summary>
/// <param name="Name">The name of the tool.</param>
/// <param name="Arguments">The arguments as JSON.</param>
internal sealed record ToolCallEvent(string Name, string Arguments) : ChatEvent;
