namespace LmStudio.AI.Tests;

/// <summary>What becomes of answers that are neither what was asked for nor an error of LM Studio's.</summary>
public class UnreadableAnswerTests
{
    private static readonly LmStudioChatRequest Request = new() { Model = "m", Input = [LmStudioInputItem.Text("Hi")] };

    [Theory]
    [InlineData(200, "text/html", "<html>Welcome to nginx</html>", LmStudioErrorKind.InvalidResponse)]
    [InlineData(200, "application/json", "", LmStudioErrorKind.InvalidResponse)]
    [InlineData(200, "application/json", "{}", LmStudioErrorKind.InvalidResponse)]
    [InlineData(200, "application/json", "null", LmStudioErrorKind.InvalidResponse)]
    [InlineData(200, "application/json", "[]", LmStudioErrorKind.InvalidResponse)]
    [InlineData(200, "application/json", """{"output":"text"}""", LmStudioErrorKind.InvalidResponse)]
    [InlineData(200, "application/json", """{"output":[""", LmStudioErrorKind.InvalidResponse)]
    [InlineData(200, null, "OK", LmStudioErrorKind.InvalidResponse)]
    [InlineData(302, "text/html", "Moved", LmStudioErrorKind.Redirected)]
    [InlineData(404, "text/html", "<h1>Not Found</h1>", LmStudioErrorKind.UnsupportedServer)]
    [InlineData(405, "text/plain", "Method Not Allowed", LmStudioErrorKind.UnsupportedServer)]
    [InlineData(401, "text/plain", "Unauthorized", LmStudioErrorKind.Unauthorized)]
    [InlineData(403, "text/plain", "Forbidden", LmStudioErrorKind.Forbidden)]
    [InlineData(500, "text/html", "<h1>Oops</h1>", LmStudioErrorKind.ServerError)]
    public async Task ChatAsync_UnreadableAnswer_ThrowsWithStatusAndHint(int status, string? contentType, string body, LmStudioErrorKind kind)
    {
        using VerbatimHttpHandler handler = VerbatimHttpHandler.ForAnyChat(Answer.Text(body, contentType, status));

        LmStudioException exception = await Assert.ThrowsAsync<LmStudioException>(() => Clients.Create(handler).ChatAsync(Request));

        Assert.Equal(kind, exception.Kind);
        Assert.Equal(status, (int?)exception.StatusCode);
        Assert.EndsWith(ErrorHint.For(kind, error: null, exception.StatusCode), exception.Message);
    }

    [Theory]
    [InlineData("text/html", "<html>Welcome to nginx</html>")]
    [InlineData("application/json", "")]
    [InlineData("application/json", Clients.AnyAnswer)]
    public async Task ChatStreamingAsync_NoEventStream_Throws(string contentType, string body)
    {
        using VerbatimHttpHandler handler = VerbatimHttpHandler.ForAnyChat(Answer.Text(body, contentType));

        LmStudioException exception = await Assert.ThrowsAsync<LmStudioException>(async () => await Clients.Create(handler).ChatStreamingAsync(Request).GetAsyncEnumerator().MoveNextAsync());

        Assert.Equal(LmStudioErrorKind.InvalidResponse, exception.Kind);
    }

    [Fact]
    public async Task ChatAsync_HtmlAnswer_MessageShowsItsBeginning()
    {
        using VerbatimHttpHandler handler = VerbatimHttpHandler.ForAnyChat(Answer.Text("<html>" + new string('x', 5000), "text/html"));

        LmStudioException exception = await Assert.ThrowsAsync<LmStudioException>(() => Clients.Create(handler).ChatAsync(Request));

        Assert.StartsWith("The server at http://lm.test:1234 answered 'POST /api/v1/chat' with status 200 and text/html: \"<html>xxx", exception.Message);
        Assert.InRange(exception.Message.Length, 200, 500);
    }

    [Theory]
    [InlineData("""{"instance_id":null,"status":"loaded"}""")]
    [InlineData("""{"status":"loaded"}""")]
    public async Task LoadModelAsync_NoInstance_IsInvalidResponse(string body)
    {
        using VerbatimHttpHandler handler = new VerbatimHttpHandler().Expect("POST /api/v1/models/load", """{"model":"m"}""", Answer.Json(body));

        LmStudioException exception = await Assert.ThrowsAsync<LmStudioException>(() => Clients.Create(handler).LoadModelAsync(new() { Model = "m" }));

        Assert.Equal(LmStudioErrorKind.InvalidResponse, exception.Kind);
    }

    [Theory]
    [InlineData("""{"status":null}""")]
    [InlineData("""{"job_id":"job_1"}""")]
    public async Task DownloadModelAsync_NoStatus_IsInvalidResponse(string body)
    {
        using VerbatimHttpHandler handler = new VerbatimHttpHandler().Expect("POST /api/v1/models/download", """{"model":"m"}""", Answer.Json(body));

        LmStudioException exception = await Assert.ThrowsAsync<LmStudioException>(() => Clients.Create(handler).DownloadModelAsync("m"));

        Assert.Equal(LmStudioErrorKind.InvalidResponse, exception.Kind);
    }

    [Theory]
    [InlineData("""{"status":null}""")]
    [InlineData("""{"status":""}""")]
    [InlineData("""{"downloading":{}}""")]
    [InlineData("""{"downloading":[]}""")]
    [InlineData("[]")]
    public async Task GetDownloadStatusAsync_NoStatus_IsInvalidResponse(string body)
    {
        using VerbatimHttpHandler handler = new VerbatimHttpHandler().Expect("GET /api/v1/models/download/status/job_1", null, Answer.Json(body));

        LmStudioException exception = await Assert.ThrowsAsync<LmStudioException>(() => Clients.Create(handler).GetDownloadStatusAsync("job_1"));

        Assert.Equal(LmStudioErrorKind.InvalidResponse, exception.Kind);
        Assert.Equal(200, (int?)exception.StatusCode);
    }
}
