namespace LmStudio.AI;

/// <summary>Finds the MCP server of a call for which the response has none, as for invalid calls.</summary>
internal static class ToolServerFinder
{
    /// <summary>Returns the label or id of the only server in the request that allows the tool, or <see langword="null"/> if none or several do.</summary>
    public static string? Find(ChatTurn turn, string? tool)
    {
        IList<LmStudioIntegration>? integrations = (turn.RawRequest as LmStudioChatRequest)?.Integrations
            ?? (turn.Options is { } options ? NativeRequestMapper.MapTools(options) : null);
        LmStudioIntegration[] servers = [.. (integrations ?? []).Where(server => tool is not null && server.AllowedTools?.Contains(tool) != false)];
        return servers.Length == 1 ? servers[0].ServerLabel ?? servers[0].Id : null;
    }
}
