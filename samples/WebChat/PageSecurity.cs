using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace WebChatSample;

/// <summary>Keeps the page to the person at this machine, and what a model writes from being more than text.</summary>
/// <remarks>The names that the page answers to, against DNS rebinding, are <c>AllowedHosts</c> of the settings: ASP.NET Core checks them.</remarks>
internal static class PageSecurity
{
    /// <summary>Nothing but the page's own files: what a model writes can load, run and send nothing. Only DOMPurify makes HTML.</summary>
    public const string ContentSecurityPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
        + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types dompurify";

    public static void UsePageSecurity(this IApplicationBuilder app) => app.Use(static (context, next) =>
    {
        IHeaderDictionary headers = context.Response.Headers;
        headers.ContentSecurityPolicy = ContentSecurityPolicy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        return FindProblem(context) is { } problem
            ? TypedResults.Problem(problem, statusCode: StatusCodes.Status403Forbidden).ExecuteAsync(context)
            : next(context);
    });

    private static string? FindProblem(HttpContext context)
    {
        HttpRequest request = context.Request;
        if (context.Connection.RemoteIpAddress is { } address && !IPAddress.IsLoopback(address))
        {
            return "This chat has no login, so it answers to this machine only. From another one, use a tunnel such as `ssh -L 5080:localhost:5080`.";
        }

        // Browsers say which page a request is of. Without these headers it is a program of this machine, which needs no trick.
        bool isOfAnotherPage = request.Headers.Origin is [{ } origin] && origin != $"{request.Scheme}://{request.Host}";
        bool isOfAnotherSite = request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase)
            && request.Headers["Sec-Fetch-Site"] is [{ } site] && site is not ("same-origin" or "none");
        return isOfAnotherPage || isOfAnotherSite ? "The request comes from another page." : null;
    }
}
