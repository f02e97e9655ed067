namespace LmStudio.AI;

/// <summary>Lists the secrets of a request's MCP servers, which must not appear in messages.</summary>
internal static class McpSecrets
{
    /// <summary>Shorter parts of values are ordinary words rather than secrets.</summary>
    private const int ShortestPart = 8;

    /// <summary>Returns the secrets of a server: the values of its headers, and the secrets in its address.</summary>
    public static IEnumerable<string> Of(IEnumerable<string>? headerValues, string? address) => (headerValues ?? []).SelectMany(InHeader).Concat(InAddress(address));

    /// <summary>Returns secrets as a request has them: <see langword="null"/> when there are none.</summary>
    public static IReadOnlyList<string>? ToList(IEnumerable<string> secrets) => secrets.ToArray() is { Length: > 0 } list ? list : null;

    private static IEnumerable<string> InHeader(string value) =>
        // "Bearer abc" is also a secret when only "abc" is echoed.
        value.Length == 0 ? [] : [value, .. value.Split(' ').Where(static part => part.Length >= ShortestPart)];

    /// <summary>Some servers require a key in the query of their address, or a password before the host.</summary>
    private static IEnumerable<string> InAddress(string? address) =>
        Uri.TryCreate(address, UriKind.Absolute, out Uri? url)
            ? url.Query.Split('?', '&').Select(static parameter => parameter.Substring(parameter.IndexOf('=') + 1))
                .Concat(url.UserInfo.Split(':'))
                .Select(Uri.UnescapeDataString)
                .Where(static part => part.Length >= ShortestPart)
            : [];
}
