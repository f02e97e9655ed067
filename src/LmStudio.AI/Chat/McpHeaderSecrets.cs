namespace LmStudio.AI;

/// <summary>Lists what must not appear in messages of the headers that a request passes on to MCP servers.</summary>
internal static class McpHeaderSecrets
{
    /// <summary>Returns the secrets in the values of headers, or <see langword="null"/> when there are none.</summary>
    public static IReadOnlyList<string>? Of(IEnumerable<string> values)
    {
        List<string>? secrets = null;
        foreach (string value in values.Where(static value => value.Length > 0))
        {
            secrets ??= [];
            secrets.Add(value);

            // "Bearer abc" is also a secret when only "abc" is echoed.
            secrets.AddRange(value.Split(' ').Where(static part => part.Length >= 8));
        }

        return secrets;
    }
}
