namespace LmStudio.AI;

/// <summary>Lists the values of a request that must not appear in messages: the headers for MCP servers, and keys in their addresses.</summary>
internal static class IntegrationSecrets
{
    public static IReadOnlyList<string>? Of(IList<LmStudioIntegration>? integrations) =>
        McpSecrets.ToList((integrations ?? []).SelectMany(static integration => McpSecrets.Of(integration.Headers?.Values, integration.ServerUrl)));
}
