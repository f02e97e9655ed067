using System.Collections.Frozen;
using System.Net.Http.Headers;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace ScalingSample.Proxy;

/// <summary>Copies headers from one side of the proxy to the other, but for those that are about one connection only.</summary>
internal static class ProxyHeaders
{
    /// <summary>The header that names the server that answered.</summary>
    public const string Server = "X-LmStudio-Server";

    private static readonly FrozenSet<string> OfConnection = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        HeaderNames.Connection,
        HeaderNames.KeepAlive,
        HeaderNames.ProxyAuthenticate,
        HeaderNames.ProxyAuthorization,
        HeaderNames.ProxyConnection,
        HeaderNames.TE,
        HeaderNames.Trailer,
        HeaderNames.TransferEncoding,
        HeaderNames.Upgrade);

    /// <summary>What the request to the server has of its own. Answers are not to be compressed, because the proxy reads them.</summary>
    private static readonly FrozenSet<string> OfRequest = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase, HeaderNames.Host, HeaderNames.ContentLength, HeaderNames.Expect, HeaderNames.AcceptEncoding);

    public static void Copy(IHeaderDictionary from, HttpRequestMessage to)
    {
        StringValues connection = from.Connection;
        foreach ((string name, StringValues values) in from)
        {
            if (!OfRequest.Contains(name) && !IsOfConnection(name, connection) && !to.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values))
            {
                _ = to.Content?.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values);
            }
        }
    }

    public static void Copy(HttpResponseMessage from, IHeaderDictionary to)
    {
        StringValues connection = from.Headers.NonValidated.TryGetValues(HeaderNames.Connection, out HeaderStringValues values) ? new StringValues([.. values]) : default;
        Copy(from.Headers, to, connection);
        Copy(from.Content.Headers, to, connection);
    }

    private static void Copy(HttpHeaders from, IHeaderDictionary to, StringValues connection)
    {
        foreach ((string name, HeaderStringValues values) in from.NonValidated)
        {
            if (!IsOfConnection(name, connection))
            {
                to[name] = new StringValues([.. values]);
            }
        }
    }

    /// <summary>The header Connection can name more headers that are about the connection.</summary>
    private static bool IsOfConnection(string name, StringValues connection) => OfConnection.Contains(name)
        || connection.Any(line => line?.Split(',', StringSplitOptions.TrimEntries).Contains(name, StringComparer.OrdinalIgnoreCase) == true);
}
