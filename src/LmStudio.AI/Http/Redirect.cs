namespace LmStudio.AI;

/// <summary>Where an answer redirects to, and the endpoint that this would be.</summary>
internal static class Redirect
{
    /// <summary>Describes a redirect and what to do, or returns <see langword="null"/> for an answer that has no address.</summary>
    /// <param name="response">The answer.</param>
    /// <param name="requested">The address that was asked for.</param>
    /// <param name="path">The part of it below the endpoint.</param>
    /// <param name="redact">Takes secrets out of a text. The address is read by people, so it is not escaped, and neither is what it may echo.</param>
    public static string? Describe(HttpResponseMessage response, Uri requested, string path, Func<string, string> redact)
    {
        if (response.Headers.Location is not { } location || !Uri.TryCreate(requested, location, out Uri? target))
        {
            return null;
        }

        // Without a query or a user: those are for the one who follows, if anybody.
        string address = redact(Uri.UnescapeDataString(target.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped)));
        string end = "/" + path;
        return address.EndsWith(end, StringComparison.OrdinalIgnoreCase) && target.Scheme is "http" or "https"
            ? $"It redirects to {address}, which is not followed. Set the endpoint to {address.Substring(0, address.Length - end.Length)} if that is LM Studio."
            : $"It redirects to {address}, which is not followed. Set the endpoint to LM Studio's own address, past what redirects.";
    }
}
