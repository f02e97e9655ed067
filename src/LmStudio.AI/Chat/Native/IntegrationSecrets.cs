namespace LmStudio.AI;

/// <summary>Lists the values of a request that must not appear in messages: the headers for MCP servers.</summary>
internal static class IntegrationSecrets
{
    public static IReadOnlyList<string>? Of(IList<LmStudioIntegration>? integrations)
    {
        List<string>? secrets = null;
        foreach (LmStudioIntegration integration in integrations ?? [])
        {
            foreach (string value in integration.Headers?.Values ?? [])
            {
                secrets ??= [];
                secrets.Add(value);

                // "Bearer abc" is also a secret when only "abc" is echoed.
                secrets.AddRange(value.Split(' ').Where(static part => part.Length >= 8));
            }
        }

        return secrets;
    }
}
