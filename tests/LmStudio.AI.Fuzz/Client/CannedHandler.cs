using System.Net;
using System.Net.Http.Headers;

namespace LmStudio.AI.Fuzz;

/// <summary>Answers every request with the same bytes.</summary>
internal sealed class CannedHandler(byte[] body, string contentType, HttpStatusCode status = HttpStatusCode.OK) : HttpMessageHandler
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        // The list of models, which some requests ask for first, is not what is tested.
        byte[] bytes = request.Method == HttpMethod.Get && request.RequestUri!.AbsolutePath.EndsWith("/models", StringComparison.Ordinal) && contentType.StartsWith("text/", StringComparison.Ordinal)
            ? """{"models":[]}"""u8.ToArray()
            : body;
        HttpResponseMessage response = new(status) { Content = new StreamContent(new MemoryStream(bytes)) };
        response.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        return Task.FromResult(response);
    }
}
