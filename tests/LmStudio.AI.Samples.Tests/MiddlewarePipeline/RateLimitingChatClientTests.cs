using System.Threading.RateLimiting;
using LmStudio.AI.Tests;
using Microsoft.Extensions.AI;
using PipelineSample.Middleware;

namespace LmStudio.AI.Samples.Tests;

public sealed class RateLimitingChatClientTests : IDisposable
{
    private readonly ConcurrencyLimiter _limiter = new(new ConcurrencyLimiterOptions { PermitLimit = 1, QueueLimit = 1 });
    private readonly HostLog _log = new();
    private readonly TaskCompletionSource _gate = new();

    public void Dispose()
    {
        _limiter.Dispose();
        _log.Dispose();
    }

    [Fact]
    public async Task ARequestTooMany_WaitsUntilTheStreamBeforeItIsDone()
    {
        ScriptedChatClient inner = new("Hi") { Gate = _gate.Task };
        RateLimitingChatClient client = new(inner, _limiter, _log);

        Task<ChatResponse> first = client.GetStreamingResponseAsync("One?").ToChatResponseAsync();
        Task<ChatResponse> second = client.GetResponseAsync("Two?");
        await _log.WaitForAsync("The request waits");
        int sentBefore = inner.Requests.Count;
        _gate.SetResult();

        Assert.Equal("Hi", (await first).Text);
        Assert.Equal("Hi", (await second).Text);
        Assert.Equal((1, 2), (sentBefore, inner.Requests.Count));
    }

    [Fact]
    public async Task MoreThanMayWait_FailAtOnce()
    {
        RateLimitingChatClient client = new(new ScriptedChatClient("Hi") { Gate = _gate.Task }, _limiter, _log);
        Task<ChatResponse> first = client.GetResponseAsync("One?");
        Task<ChatResponse> second = client.GetResponseAsync("Two?");

        TooManyRequestsException exception = await Assert.ThrowsAsync<TooManyRequestsException>(() => client.GetResponseAsync("Three?"));

        Assert.Contains("Chat:RequestsPerMinute", exception.Message, StringComparison.Ordinal);
        _gate.SetResult();
        await Task.WhenAll(first, second);
    }

    [Fact]
    public async Task AStreamThatNobodyReadsToTheEnd_GivesItsPermitBack()
    {
        RateLimitingChatClient client = new(new ScriptedChatClient("Hi", "there"), _limiter, _log);

        await foreach (ChatResponseUpdate _ in client.GetStreamingResponseAsync("One?"))
        {
            break;
        }

        Assert.Equal("Hithere", (await client.GetResponseAsync("Two?")).Text);
    }

    [Fact]
    public async Task AFailedRequest_GivesItsPermitBack()
    {
        RateLimitingChatClient client = new(new ScriptedChatClient { Failure = new IOException("down") }, _limiter, _log);

        await Assert.ThrowsAsync<IOException>(() => client.GetResponseAsync("One?"));
        await Assert.ThrowsAsync<IOException>(() => client.GetStreamingResponseAsync("Two?").ToChatResponseAsync());

        Assert.DoesNotContain("waits", _log.GetText(), StringComparison.Ordinal);
    }
}
