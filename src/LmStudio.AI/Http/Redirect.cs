namespace LmStudio.AI;

/// <summary>Describes the redirect of a response, and the endpoint that would be needed.</summary>
internal static class Redirect
{
    /// <summary>Describes a redirect and what to do, or returns <see langword="null"/> for a response without a target.</summary>
    /// <param name="response">The response.</param>
    /// <param name="requested">The requested address.</param>
    /// <param name="path">The part of it below the endpoint.</param>
    /// <param name="redact">Redacts secrets in a text. The address is shown unescaped, and so are secrets that it may contain.</param>
    public static string? Describe(HttpResponseMessage response, Uri requested, string path, Func<string, string> redact)
    {
        if (response.Headers.Location is not { } location || !Uri.TryCreate(requested, location, out Uri? target))
        {
            return null;
        }

        // Without the query and the user, which may contain secrets.
        string address = redact(Uri.UnescapeDataString(target.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped)));
        string end = "/" + path;
        return address.EndsWith(end, StringComparison.OrdinalIgnoreCase) && target.Scheme is "http" or "https"
            ? $"It redirects to {address}, which is not followed. Set the endpoint to {address.Substring(0, address.Length - end.Length)} if that is LM Studio."
            : $"It redirects to {address}, which is not followed. Set the endpoint to LM Studio's own address, behind the server that redirects.";
    }
}
