using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.AI;

namespace LmStudio.AI;

/// <summary>Distinguishes an MCP server's address from the id of a plugin.</summary>
internal static class McpServerAddress
{
    /// <summary>Returns whether the address is an absolute http or https one. Any other, like <c>mcp/playwright</c>, is a plugin id.</summary>
    public static bool TryGetUrl(HostedMcpServerTool tool, [NotNullWhen(true)] out Uri? url) =>
        Uri.TryCreate(tool.ServerAddress, UriKind.Absolute, out url) && (url.Scheme == Uri.UriSchemeHttp || url.Scheme == Uri.UriSchemeHttps);
}
