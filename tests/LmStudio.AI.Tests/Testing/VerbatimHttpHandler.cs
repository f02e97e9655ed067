using System.Runtime.ExceptionServices;

namespace LmStudio.AI.Tests;

/// <summary>Expects requests in order, each with exactly the given JSON, and answers them.</summary>
internal sealed class VerbatimHttpHandler : HttpMessageHandler
{
    private readonly Queue<(string Route, string? Body, Answer Answer)> _expected = new();
    private ExceptionDispatchInfo? _failure;

    /// <summary>Gets the requests that came, with their headers.</summary>
    public List<HttpRequestMessage> Requests { get; } = [];

    /// <summary>Gets the bodies that came, as sent.</summary>
    public List<string> Bodies { get; } = [];

    public bool IsDisposed { get; private set; }

    /// <summary>Makes a handler for one chat.</summary>
    public static VerbatimHttpHandler ForChat(string expectedBody, Answer answer) => new VerbatimHttpHandler().Expect("POST /api/v1/chat", expectedBody, answer);

    /// <summary>Makes a handler for a chat whose request is of no interest to the test.</summary>
    public static VerbatimHttpHandler ForAnyChat(Answer answer) => new VerbatimHttpHandler().Expect("POST /api/v1/chat", "*", answer);

    /// <summary>Makes a handler for one request to any endpoint, which is of no interest to the test.</summary>
    public static VerbatimHttpHandler ForAnyRequest(Answer answer) => new VerbatimHttpHandler().Expect("*", "*", answer);

    /// <param name="route">The method and the path; "*" for any.</param>
    /// <param name="body">The JSON that is expected, whatever its white space and the order of its properties; "*" for any.</param>
    /// <param name="answer">The answer.</param>
    public VerbatimHttpHandler Expect(string route, string? body, Answer answer)
    {
        _expected.Enqueue((route, body, answer));
        return this;
    }

    public VerbatimHttpHandler ExpectModels(string list) => Expect("GET /api/v1/models", null, Answer.Json(list));

    /// <summary>Fails the test if something was expected that did not come.</summary>
    public void Verify() => Assert.Empty(_expected.Select(static expected => expected.Route));

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        // As a real handler does, before it sends.
        cancellationToken.ThrowIfCancellationRequested();

        string body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(CancellationToken.None);
        Requests.Add(request);
        Bodies.Add(body);

        try
        {
            return await AnswerAsync($"{request.Method} {request.RequestUri!.AbsolutePath}", body, cancellationToken);
        }
        catch (Xunit.Sdk.XunitException exception)
        {
            _failure = ExceptionDispatchInfo.Capture(exception);
            throw;
        }
    }

    /// <summary>Fails the test if another request came than was expected: to the client under test, that is a failure like others.</summary>
    protected override void Dispose(bool disposing)
    {
        IsDisposed = true;
        base.Dispose(disposing);
        _failure?.Throw();
    }

    private async Task<HttpResponseMessage> AnswerAsync(string route, string body, CancellationToken cancellationToken)
    {
        Assert.True(_expected.TryDequeue(out (string Route, string? Body, Answer Answer) expected), $"Not expected: {route} {body}");
        if (expected.Route != "*")
        {
            Assert.Equal(expected.Route, route);
        }

        if (expected.Body is null)
        {
            Assert.Equal("", body);
        }
        else if (expected.Body != "*")
        {
            Json.Equal(expected.Body, body);
        }

        return await expected.Answer.CreateAsync(cancellationToken);
    }
}
