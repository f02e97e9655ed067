using System.Net.Http.Headers;
using System.Text.Json.Serialization.Metadata;

namespace LmStudio.AI;

/// <summary>One request, before it is sent.</summary>
internal sealed class LmStudioRequest
{
    private LmStudioRequest(HttpMethod method, string path, RequestContent? body)
    {
        Method = method;
        Path = path;
        Body = body;
    }

    public HttpMethod Method { get; }

    /// <summary>Gets the path below the endpoint, without a leading slash.</summary>
    public string Path { get; }

    /// <summary>Gets the body, or <see langword="null"/> if there is none.</summary>
    public RequestContent? Body { get; }

    /// <summary>Gets the values in the body that must not appear in an error message.</summary>
    public IReadOnlyList<string>? Secrets { get; init; }

    /// <summary>Gets a function that returns what to do about an error, which is more specific than the advice for the kind of error.</summary>
    public Func<ErrorBody, string?>? Explain { get; private init; }

    public static LmStudioRequest Get(string path) => new(HttpMethod.Get, path, body: null);

    public static LmStudioRequest Post<T>(string path, T body, JsonTypeInfo<T> type, IReadOnlyList<string>? secrets = null, Func<ErrorBody, string?>? explain = null) =>
        new(HttpMethod.Post, path, RequestContent.Create(body, type)) { Secrets = secrets, Explain = explain };

    /// <summary>Creates the HTTP message. Disposing it releases the body's memory, so this can only be called once.</summary>
    public HttpRequestMessage ToHttpRequest(Uri endpoint, AuthenticationHeaderValue? authorization, string accept)
    {
        HttpRequestMessage request = new(Method, new Uri(endpoint, Path));
        request.Headers.Authorization = authorization;
        request.Headers.Accept.ParseAdd(accept);
        request.Headers.UserAgent.Add(UserAgent.Value);
        request.Content = Body;
        return request;
    }
}
