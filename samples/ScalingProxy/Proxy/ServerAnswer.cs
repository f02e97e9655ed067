using System.Net;

namespace ScalingSample.Proxy;

/// <summary>The answer of a server, of which the headers are there and the rest may still come.</summary>
internal sealed class ServerAnswer(ServerUse use, HttpResponseMessage response) : IDisposable
{
    public ProxiedServer Server => use.Server;

    public HttpResponseMessage Response { get; } = response;

    public string? MediaType => Response.Content.Headers.ContentType?.MediaType;

    /// <summary>Returns whether the server refused the request because it does not have the conversation. The body can still be read afterwards.</summary>
    public async Task<bool> IsConversationUnknownAsync(CancellationToken cancellationToken) =>
        Response.StatusCode == HttpStatusCode.BadRequest && ConversationIds.IsUnknown(await Response.Content.ReadAsByteArrayAsync(cancellationToken));

    public void Dispose()
    {
        // An answer that is not read to its end closes its connection here, by which LM Studio stops generating.
        Response.Dispose();
        use.Dispose();
    }
}
