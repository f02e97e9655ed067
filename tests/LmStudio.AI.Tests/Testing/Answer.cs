using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace LmStudio.AI.Tests;

/// <summary>What a <see cref="VerbatimHttpHandler"/> answers.</summary>
internal sealed class Answer
{
    private readonly Func<CancellationToken, Task<HttpResponseMessage>> _create;

    private Answer(Func<CancellationToken, Task<HttpResponseMessage>> create) => _create = create;

    public static Answer Json(string body, int status = 200) => Text(body, "application/json; charset=utf-8", status);

    public static Answer Json(HttpContent content) => new(_ =>
    {
        content.Headers.ContentType = MediaTypeHeaderValue.Parse("application/json");
        return Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = content });
    });

    public static Answer Text(string body, string? contentType, int status = 200) => new(_ =>
    {
        ByteArrayContent content = new(Encoding.UTF8.GetBytes(body));
        content.Headers.ContentType = contentType is null ? null : MediaTypeHeaderValue.Parse(contentType);
        return Task.FromResult(new HttpResponseMessage((HttpStatusCode)status) { Content = content });
    });

    /// <summary>Answers with events, in one piece and to the end.</summary>
    public static Answer Stream(string events) => Stream(ScriptedStream.Of(events));

    public static Answer Stream(Stream events) => Stream(new StreamContent(events));

    public static Answer Stream(HttpContent content) => new(_ =>
    {
        // LM Studio sends no charset with this type.
        content.Headers.ContentType = new MediaTypeHeaderValue("text/event-stream");
        return Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = content });
    });

    public static Answer Response(Func<HttpResponseMessage> create) => new(_ => Task.FromResult(create()));

    public static Answer Failure(Exception exception) => new(_ => Task.FromException<HttpResponseMessage>(exception));

    /// <summary>Never answers.</summary>
    public static Answer Nothing(TaskCompletionSource? asked = null) => new(async cancellationToken =>
    {
        asked?.SetResult();
        await Task.Delay(Timeout.Infinite, cancellationToken);
        throw new InvalidOperationException();
    });

    public Task<HttpResponseMessage> CreateAsync(CancellationToken cancellationToken) => _create(cancellationToken);
}
