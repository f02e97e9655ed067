namespace LmStudio.AI.Tests;

/// <summary>Lets a test do something before a request goes out, or after its answer has come: what other programs do in between.</summary>
internal sealed class InterceptingHandler() : DelegatingHandler(new SocketsHttpHandler())
{
    /// <summary>Gets or sets what happens before a request, by its method and path.</summary>
    public Func<string, Task> Before { get; set; } = static _ => Task.CompletedTask;

    /// <summary>Gets or sets what happens after an answer.</summary>
    public Action<string> After { get; set; } = static _ => { };

    public LmStudioClient CreateClient(Uri endpoint) =>
        new(new HttpClient(this) { Timeout = Timeout.InfiniteTimeSpan }, new LmStudioClientOptions { Endpoint = endpoint, ApiToken = "" });

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        string route = $"{request.Method} {request.RequestUri!.AbsolutePath}";
        await Before(route).WaitAsync(cancellationToken);
        HttpResponseMessage response = await base.SendAsync(request, cancellationToken);
        await response.Content.LoadIntoBufferAsync(cancellationToken);
        After(route);
        return response;
    }
}
