namespace LmStudio.AI;

/// <summary>Lists the values of a request that must not appear in messages: the headers for MCP servers.</summary>
internal static class IntegrationSecrets
{
    public static IReadOnlyList<string>? Of(IList<LmStudioIntegration>? integrations) =>
        McpHeaderSecrets.Of((integrations ?? []).SelectMany(static integration => integration.Headers?.Values ?? []));
}
