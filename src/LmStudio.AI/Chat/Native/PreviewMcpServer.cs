namespace LmStudio.AI;

/// <summary>An MCP server in a <see cref="PreviewChatRequest"/>.</summary>
internal sealed class PreviewMcpServer
{
    public string? ServerLabel { get; init; }

    public string? ServerUrl { get; init; }

    public IList<string>? AllowedTools { get; init; }
}
