using Microsoft.AspNetCore.Http;

namespace ScalingSample.Proxy;

/// <summary>A request with its whole body, which has to be looked into, and may have to be sent to more than one server.</summary>
internal sealed class ProxiedRequest
{
    private readonly HttpRequest _request;
    private readonly byte[]? _body;

    private ProxiedRequest(HttpRequest request, byte[]? body)
    {
        _request = request;
        _body = body;
        HasConversations = HttpMethods.IsPost(request.Method) && ConversationIds.AreOf(request.Path);
        ConversationId = HasConversations ? ConversationIds.FindInRequest(body) : null;
    }

    public PathString Path => _request.Path;

    /// <summary>Gets whether the answer may be stored, so that it has an id to learn.</summary>
    public bool HasConversations { get; }

    /// <summary>Gets the id of what the request continues, or null.</summary>
    public string? ConversationId { get; }

    public static async Task<ProxiedRequest> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (request.ContentLength is null or 0 && !request.Headers.ContainsKey("Transfer-Encoding"))
        {
            return new ProxiedRequest(request, body: null);
        }

        using MemoryStream body = new((int)Math.Min(request.ContentLength ?? 0, Array.MaxLength));
        await request.Body.CopyToAsync(body, cancellationToken);
        return new ProxiedRequest(request, body.ToArray());
    }

    /// <summary>Makes the message for a server. Each attempt needs one of its own.</summary>
    public HttpRequestMessage CreateMessage(ProxiedServer server)
    {
        // Put together as text: resolved as a reference, a path like //elsewhere/ would lead to another server.
        Uri address = new(server.Endpoint.GetLeftPart(UriPartial.Authority) + _request.Path.ToUriComponent() + _request.QueryString.ToUriComponent());
        HttpRequestMessage message = new(HttpMethod.Parse(_request.Method), address) { Content = _body is null ? null : new ByteArrayContent(_body) };
        ProxyHeaders.Copy(_request.Headers, message);
        return message;
    }
}
