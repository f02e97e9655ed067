using Microsoft.Extensions.AI;

namespace LmStudio.AI;

/// <summary>
/// Applies the approval mode of MCP servers. LM Studio calls tools without asking for approval, so tools that require approval are not offered to the model.
/// </summary>
internal static class McpApproval
{
    /// <summary>Returns the tools that may be called without approval; <see langword="null"/> for all of them.</summary>
    /// <exception cref="NotSupportedException">None may.</exception>
    public static IList<string>? GetAllowedTools(HostedMcpServerTool tool)
    {
        switch (tool.ApprovalMode)
        {
            case null or HostedMcpServerToolNeverRequireApprovalMode:
                return tool.AllowedTools;

            case HostedMcpServerToolRequireSpecificApprovalMode specific:
                List<string> allowed =
                [
                    .. (specific.NeverRequireApprovalToolNames ?? [])
                        .Where(name => specific.AlwaysRequireApprovalToolNames?.Contains(name) != true)
                        .Where(name => tool.AllowedTools?.Contains(name) != false),
                ];
                return allowed.Count > 0 ? allowed : throw NotSupported(tool);

            default:
                throw NotSupported(tool);
        }
    }

    private static NotSupportedException NotSupported(HostedMcpServerTool tool) => new(
        $"The MCP server '{tool.ServerName}' requires approval for its tools, but LM Studio calls tools without asking. "
        + $"Set its ApprovalMode to {nameof(HostedMcpServerToolApprovalMode.NeverRequire)}, or name the tools that need no approval with {nameof(HostedMcpServerToolApprovalMode.RequireSpecific)}.");
}
