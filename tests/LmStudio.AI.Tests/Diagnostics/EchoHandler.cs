namespace LmStudio.AI.Tests;

/// <summary>Gives one answer to everything, and keeps what it was sent.</summary>
internal sealed class EchoHandler(Answer answer) : HttpMessageHandler
{
    /// <summary>Gets what came, with the headers.</summary>
    public string Received { get; private set; } = "";

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Received += $"{request.Headers.Authorization} {(request.Content is null ? "" : await request.Content.ReadAsStringAsync(CancellationToken.None))}\n";
        return await answer.CreateAsync(cancellationToken);
    }
}
