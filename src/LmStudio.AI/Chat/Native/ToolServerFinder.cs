namespace LmStudio.AI;

/// <summary>Finds the MCP server of a call that the answer names none for, as calls are that were not valid.</summary>
internal static class ToolServerFinder
{
    /// <summary>Returns the label or id of the one server of the request that allows the tool, or <see langword="null"/> where none or several do.</summary>
    public static string? Find(ChatTurn turn, string? tool)
    {
        IList<LmStudioIntegration>? integrations = (turn.RawRequest as LmStudioChatRequest)?.Integrations
            ?? (turn.Options is { } options ? NativeRequestMapper.MapTools(options) : null);
        LmStudioIntegration[] servers = [.. (integrations ?? []).Where(server => tool is not null && server.AllowedTools?.Contains(tool) != false)];
        return servers.Length == 1 ? servers[0].ServerLabel ?? servers[0].Id : null;
    }
}
