using System.Net;
using System.Net.Http.Headers;
using Microsoft.Extensions.AI;

namespace LmStudio.AI.Tests;

/// <summary>What becomes of answers that LM Studio never sends, so that something between has: whatever their body, on each endpoint, whole and streamed.</summary>
public class ProxyAnswerTests
{
    private static readonly (int Status, LmStudioErrorKind Kind, string Advice)[] Statuses =
    [
        (301, LmStudioErrorKind.Redirected, "Redirects are not followed."),
        (302, LmStudioErrorKind.Redirected, "Redirects are not followed."),
        (303, LmStudioErrorKind.Redirected, "Redirects are not followed."),
        (304, LmStudioErrorKind.InvalidResponse, "A cache responded instead of LM Studio"),
        (307, LmStudioErrorKind.Redirected, "Redirects are not followed."),
        (308, LmStudioErrorKind.Redirected, "Redirects are not followed."),
        (407, LmStudioErrorKind.Unauthorized, "A proxy requires credentials"),
        (408, LmStudioErrorKind.Timeout, "A proxy timed out"),
        (413, LmStudioErrorKind.RequestTooLarge, "A proxy rejected the size of the request"),
        (415, LmStudioErrorKind.InvalidRequest, "A proxy rejected JSON"),
        (429, LmStudioErrorKind.TooManyRequests, "A proxy limits the request rate"),
        (502, LmStudioErrorKind.Unreachable, "A proxy could not reach LM Studio"),
        (503, LmStudioErrorKind.Unreachable, "A proxy could not reach LM Studio"),
        (504, LmStudioErrorKind.Timeout, "A proxy timed out"),
        (520, LmStudioErrorKind.Unreachable, "A proxy could not reach LM Studio"),
        (521, LmStudioErrorKind.Unreachable, "A proxy could not reach LM Studio"),
        (522, LmStudioErrorKind.Timeout, "A proxy timed out"),
        (523, LmStudioErrorKind.Unreachable, "A proxy could not reach LM Studio"),
        (524, LmStudioErrorKind.Timeout, "A proxy timed out"),
        (530, LmStudioErrorKind.Unreachable, "A proxy could not reach LM Studio"),
    ];

    private static readonly (string Type, string Body)[] Bodies =
        [("text/html", "<h1>Oops</h1>"), ("text/plain", ""), ("application/json", "{}"), ("application/json", """{"error":{"message":"Oops","type":"proxy_error"}}"""), ("application/json", """{"error":"Oops"}""")];

    public static TheoryData<LmStudioChatEndpoint, bool> EndpointsAndModes
    {
        get
        {
            TheoryData<LmStudioChatEndpoint, bool> data = [];
            foreach (LmStudioChatEndpoint endpoint in Enum.GetValues<LmStudioChatEndpoint>().Except([LmStudioChatEndpoint.Auto]))
            {
                data.Add(endpoint, false);
                data.Add(endpoint, true);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(EndpointsAndModes))]
    public async Task Chat_StatusOfAProxy_IsOfItsKindAndSaysWhatToDo(LmStudioChatEndpoint endpoint, bool streamed)
    {
        foreach ((int status, LmStudioErrorKind kind, string advice) in Statuses)
        {
            foreach ((string type, string body) in Bodies)
            {
                LmStudioException exception = await FailAsync(Answer.Text(body, type, status), endpoint, streamed);

                Assert.Equal((status, kind), ((int)exception.StatusCode!, exception.Kind));
                Assert.Contains(advice, exception.Message, StringComparison.Ordinal);
                Assert.DoesNotContain("update it", exception.Message, StringComparison.Ordinal);
                Assert.DoesNotContain("server log", exception.Message, StringComparison.Ordinal);
            }
        }
    }

    // LM Studio never leaves an error undescribed: a web framework, a firewall or a load balancer has answered.
    [Theory]
    [InlineData(409)]
    [InlineData(414)]
    [InlineData(418)]
    [InlineData(422)]
    [InlineData(431)]
    public async Task Chat_RefusalWithoutAnErrorOfLmStudios_IsNotBlamedOnTheRequest(int status)
    {
        LmStudioException exception = await FailAsync(Answer.Text("""{"detail":[{"msg":"Field required"}]}""", "application/json", status));

        Assert.Equal(LmStudioErrorKind.InvalidRequest, exception.Kind);
        Assert.EndsWith("LM Studio describes its errors, so a proxy or another server responded: check that the endpoint is LM Studio's address, and see the proxy's log.", exception.Message);
    }

    [Theory]
    [InlineData("https://lm.test/api/v1/chat", "Set the endpoint to https://lm.test if that is LM Studio.")]
    [InlineData("https://other.test/studio/api/v1/chat?a=b", "Set the endpoint to https://other.test/studio if that is LM Studio.")]
    [InlineData("/studio/api/v1/chat", "Set the endpoint to http://lm.test:1234/studio if that is LM Studio.")]
    [InlineData("https://login.test/?to=secret", "It redirects to https://login.test/, which is not followed. Set the endpoint to LM Studio's own address, behind the server that redirects.")]
    public async Task Chat_Redirect_NamesWhereToAndTheEndpointToSet(string location, string advice)
    {
        LmStudioException exception = await FailAsync(Answer.Response(() => new HttpResponseMessage(HttpStatusCode.MovedPermanently) { Headers = { Location = new Uri(location, UriKind.RelativeOrAbsolute) } }));

        Assert.Equal(LmStudioErrorKind.Redirected, exception.Kind);
        Assert.EndsWith(advice, exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(429, false)]
    [InlineData(503, false)]
    [InlineData(503, true)]
    public async Task Chat_RetryAfterInSeconds_IsOnTheException(int status, bool streamed)
    {
        LmStudioException exception = await FailAsync(
            Answer.Response(() => new HttpResponseMessage((HttpStatusCode)status) { Headers = { RetryAfter = new RetryConditionHeaderValue(TimeSpan.FromSeconds(7)) } }),
            LmStudioChatEndpoint.ChatCompletions,
            streamed);

        Assert.Equal(TimeSpan.FromSeconds(7), exception.RetryAfter);
    }

    [Theory]
    [InlineData(30, 30)]
    [InlineData(-30, 0)]
    public async Task Chat_RetryAfterAsDate_IsReadAgainstTheAnswersDate(int offset, int expected)
    {
        DateTimeOffset now = new(2026, 1, 28, 12, 0, 0, TimeSpan.Zero);
        LmStudioException exception = await FailAsync(Answer.Response(() => new HttpResponseMessage(HttpStatusCode.ServiceUnavailable)
        {
            Headers = { Date = now, RetryAfter = new RetryConditionHeaderValue(now.AddSeconds(offset)) },
            Content = new StringContent("""{"error":"Busy"}"""),
        }));

        Assert.Equal(TimeSpan.FromSeconds(expected), exception.RetryAfter);
    }

    [Fact]
    public async Task Chat_NoRetryAfter_IsNull() => Assert.Null((await FailAsync(Answer.Text("", null, 429))).RetryAfter);

    [Fact]
    public async Task Chat_EncodedAnswer_SaysSoInsteadOfShowingIt()
    {
        LmStudioException exception = await FailAsync(Answer.Response(() =>
        {
            ByteArrayContent content = new([0x1f, 0x8b, 8, 0]);
            content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            content.Headers.ContentEncoding.Add("gzip");
            return new HttpResponseMessage { Content = content };
        }));

        Assert.Equal(LmStudioErrorKind.InvalidResponse, exception.Kind);
        Assert.Contains("application/json with the encoding gzip, which was not requested", exception.Message, StringComparison.Ordinal);
    }

    private static async Task<LmStudioException> FailAsync(Answer answer, LmStudioChatEndpoint endpoint = LmStudioChatEndpoint.Native, bool streamed = false)
    {
        using VerbatimHttpHandler handler = VerbatimHttpHandler.ForAnyRequest(answer);
        IChatClient client = Clients.CreateChat(handler, "m", new() { Endpoint = endpoint });
        LmStudioException exception = await Assert.ThrowsAsync<LmStudioException>(() =>
            streamed ? client.GetStreamingResponseAsync("Hi").ToChatResponseAsync() : client.GetResponseAsync("Hi"));
        _ = Assert.Single(handler.Requests);
        return exception;
    }
}
