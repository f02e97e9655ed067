using System.Net.Http.Headers;

namespace LmStudio.AI;

/// <summary>
/// Detects bodies that are not uncompressed UTF-8, the only encoding that LM Studio sends and the connector requests: a proxy has modified them.
/// </summary>
internal static class BodyEncoding
{
    /// <summary>Returns the compression or the character set of a body, or <see langword="null"/> for plain UTF-8.</summary>
    public static string? Find(HttpContentHeaders headers) =>
        headers.ContentEncoding.Count > 0 ? string.Join(", ", headers.ContentEncoding)
        : headers.ContentType?.CharSet?.Trim('"') is { Length: > 0 } characterSet && !IsUtf8(characterSet) ? characterSet
        : null;

    private static bool IsUtf8(string characterSet) =>
        characterSet.Equals("utf-8", StringComparison.OrdinalIgnoreCase) || characterSet.Equals("utf8", StringComparison.OrdinalIgnoreCase) || characterSet.Equals("us-ascii", StringComparison.OrdinalIgnoreCase);
}
