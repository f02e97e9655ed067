using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace LmStudio.AI.Emulator;

/// <summary>Writes responses with the headers of Express, on which LM Studio's server is based.</summary>
internal static class HttpReply
{
    public static void AddCommonHeaders(HttpContext context)
    {
        (HttpRequest request, HttpResponse response) = (context.Request, context.Response);
        response.Headers["X-Powered-By"] = "Express";

        // Do not send keep-alive for a connection that closes after the response. Kestrel sets the header itself.
        if (HttpProtocol.IsHttp11(request.Protocol) && !request.Headers.Connection.ToString().Contains("close", StringComparison.OrdinalIgnoreCase))
        {
            response.Headers.Connection = "keep-alive";
            response.Headers.KeepAlive = "timeout=5";
        }
    }

    public static Task WriteAsync(HttpResponse response, JsonNode json, CancellationToken cancellationToken) =>
        WriteAsync(response, 200, WireJson.Pretty(json), cancellationToken);

    public static Task WriteErrorAsync(HttpResponse response, WireException failure, CancellationToken cancellationToken) =>
        WriteAsync(response, failure.StatusCode, failure.Body, cancellationToken);

    /// <summary>
    /// Writes the response for an unknown route: <c>error</c> is a string, and the status is 200 outside <c>/api/v1</c>. See
    /// <see href="https://github.com/lmstudio-ai/lmstudio-bug-tracker/issues/618"/>.
    /// </summary>
    public static Task WriteUnknownRouteAsync(HttpContext context, int statusCode, CancellationToken cancellationToken)
    {
        JsonObject error = new() { ["error"] = $"Unexpected endpoint or method. ({context.Request.Method} {context.Request.Path})" };
        return WriteAsync(context.Response, statusCode, WireJson.Compact(error), cancellationToken);
    }

    public static async Task WriteAsync(HttpResponse response, int statusCode, string json, CancellationToken cancellationToken)
    {
        byte[] body = Encoding.UTF8.GetBytes(json);
        response.StatusCode = statusCode;
        response.ContentType = "application/json; charset=utf-8";
        response.ContentLength = body.Length;
        response.Headers.ETag = WeakETag(body);
        await response.Body.WriteAsync(body, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Express' default: the length in hexadecimal and 27 characters of the SHA-1.</summary>
    private static string WeakETag(byte[] body)
    {
#pragma warning disable CA5350 // A fingerprint, not a protection.
        string hash = Convert.ToBase64String(SHA1.HashData(body));
#pragma warning restore CA5350
        return $"W/\"{body.Length:x}-{hash[..27]}\"";
    }
}
