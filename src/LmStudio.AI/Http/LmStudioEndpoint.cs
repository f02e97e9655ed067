namespace LmStudio.AI;

/// <summary>Turns what users paste as a base address into the root of the server.</summary>
internal static class LmStudioEndpoint
{
    private static readonly string[] ApiTails = ["/api/v1", "/api/v0", "/v1"];

    /// <summary>The paths of addresses in documentation and in other clients' settings.</summary>
    private static readonly string[] Routes =
        ["/chat/completions", "/chat", "/completions", "/responses", "/messages", "/embeddings", "/models/load", "/models/unload", "/models/download", "/models", ""];

    /// <summary>LM Studio's default address.</summary>
    public static Uri Default { get; } = new("http://localhost:1234/");

    /// <summary>Picks the first address that is set and normalizes it.</summary>
    public static Uri Resolve(Uri? configured, Uri? httpClientBaseAddress) =>
        configured is not null ? Normalize(configured, nameof(LmStudioClientOptions.Endpoint))
        : httpClientBaseAddress is not null ? Normalize(httpClientBaseAddress, nameof(HttpClient.BaseAddress))
        : FromEnvironment() ?? Default;

    /// <summary>Returns the server's root, ending in a slash.</summary>
    /// <exception cref="ArgumentException">The address is not an absolute http or https address, or contains a user name or password.</exception>
    public static Uri Normalize(Uri address, string name)
    {
        if (!address.IsAbsoluteUri || (address.Scheme != Uri.UriSchemeHttp && address.Scheme != Uri.UriSchemeHttps))
        {
            // Not echoed: a token or a password may be in it.
            throw new ArgumentException($"{name} is not an absolute http or https address. Write it like 'http://localhost:1234'.", name);
        }

        if (address.UserInfo.Length > 0)
        {
            // Not echoed either: it is a credential.
            throw new ArgumentException($"{name} contains a user name or password, which would not be sent. Remove it, and send headers for a proxy with your own HttpClient.", name);
        }

        return new UriBuilder(address.Scheme, address.Host, address.Port, CutTail(address.AbsolutePath.TrimEnd('/')).TrimEnd('/') + "/").Uri;
    }

    private static string CutTail(string path)
    {
        foreach (string api in ApiTails)
        {
            foreach (string route in Routes)
            {
                if (path.EndsWith(api + route, StringComparison.OrdinalIgnoreCase))
                {
                    return path.Substring(0, path.Length - api.Length - route.Length);
                }
            }
        }

        return path;
    }

    private static Uri? FromEnvironment()
    {
        string value = Environment.GetEnvironmentVariable(LmStudioClientOptions.EndpointEnvironmentVariable)?.Trim() ?? "";
        if (value.Length == 0)
        {
            return null;
        }

        string address = value.Contains("://", StringComparison.Ordinal) ? value : "http://" + value;
        return Uri.TryCreate(address, UriKind.Absolute, out Uri? uri)
            ? Normalize(uri, LmStudioClientOptions.EndpointEnvironmentVariable)
            : throw new ArgumentException($"The environment variable {LmStudioClientOptions.EndpointEnvironmentVariable} is not an address. Write it like 'http://localhost:1234'.");
    }
}
