using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace WebChatSample;

/// <summary>Restricts the page to this machine, and prevents a model's output from running scripts.</summary>
/// <remarks>Against DNS rebinding, the setting <c>AllowedHosts</c> lists the page's host names, which ASP.NET Core checks.</remarks>
internal static class PageSecurity
{
    /// <summary>Only the page's own files: a model's output cannot load, run or send anything. Only DOMPurify creates HTML.</summary>
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
            return "This chat has no login, so it only accepts connections from this machine. From another machine, use a tunnel such as `ssh -L 5080:localhost:5080`.";
        }

        // Browsers send the origin of a request. A request without these headers comes from a program on this machine.
        bool isOfAnotherPage = request.Headers.Origin is [{ } origin] && origin != $"{request.Scheme}://{request.Host}";
        bool isOfAnotherSite = request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase)
            && request.Headers["Sec-Fetch-Site"] is [{ } site] && site is not ("same-origin" or "none");
        return isOfAnotherPage || isOfAnotherSite ? "The request comes from another site." : null;
    }
}
