using System.Net;
using System.Net.Http.Headers;

namespace LmStudio.AI.Benchmarks;

/// <summary>Takes each request as a connection would, byte by byte, and answers it from memory.</summary>
internal sealed class MemoryHandler(string contentType, byte[] answer) : HttpMessageHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Content is not null)
        {
            await request.Content.CopyToAsync(Stream.Null, cancellationToken);
        }

        return new HttpResponseMessage(HttpStatusCode.OK)
        {
            RequestMessage = request,
            Content = new StreamContent(new MemoryStream(answer)) { Headers = { ContentType = new MediaTypeHeaderValue(contentType) } },
        };
    }
}
