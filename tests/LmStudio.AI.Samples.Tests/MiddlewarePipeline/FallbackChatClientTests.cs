using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging.Abstractions;
using PipelineSample.Middleware;

namespace LmStudio.AI.Samples.Tests;

public sealed class FallbackChatClientTests
{
    private static readonly ScriptedChatClient Dead = new() { Failure = new IOException("down") };

    private readonly ScriptedChatClient _fallback = new("Hello", " there");

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ThePrimaryIsDown_TheFallbackAnswers(bool stream) => Assert.Equal("Hello there", await AskAsync(Dead, options: null, stream));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ThePrimaryAnswers_TheFallbackIsNotAsked(bool stream)
    {
        Assert.Equal("Hi", await AskAsync(new ScriptedChatClient("Hi"), options: null, stream));
        Assert.Empty(_fallback.Requests);
    }

    [Fact]
    public async Task AStreamThatHasBegun_IsNotTakenOver()
    {
        ScriptedChatClient primary = new("The beginning") { Failure = new IOException("down") };
        List<string> texts = [];

        await Assert.ThrowsAsync<IOException>(async () =>
        {
            await foreach (ChatResponseUpdate update in Compose(primary).GetStreamingResponseAsync("Hello?"))
            {
                texts.Add(update.Text);
            }
        });

        Assert.Equal(["The beginning"], texts);
        Assert.Empty(_fallback.Requests);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task AConversationOfThePrimary_IsNotTakenOver(bool stream)
    {
        await Assert.ThrowsAsync<IOException>(() => AskAsync(Dead, new ChatOptions { ConversationId = "resp_1" }, stream));
        Assert.Empty(_fallback.Requests);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ARefusedRequest_IsNotTakenOver(bool stream)
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() => AskAsync(new ScriptedChatClient { Failure = new InvalidOperationException("no") }, options: null, stream));
        Assert.Empty(_fallback.Requests);
    }

    [Fact]
    public async Task TheModelOfTheRequest_IsNotTheFallbacks()
    {
        ChatOptions options = new() { ModelId = "one/of-the-primary", Temperature = 0.5f };

        await AskAsync(Dead, options, stream: false);

        Assert.Null(_fallback.Requests[0]!.ModelId);
        Assert.Equal(0.5f, _fallback.Requests[0]!.Temperature);
        Assert.Equal("one/of-the-primary", options.ModelId);
    }

    private async Task<string> AskAsync(ScriptedChatClient primary, ChatOptions? options, bool stream)
    {
        using FallbackChatClient client = Compose(primary);
        return stream
            ? (await client.GetStreamingResponseAsync("Hello?", options).ToChatResponseAsync()).Text
            : (await client.GetResponseAsync("Hello?", options)).Text;
    }

    private FallbackChatClient Compose(ScriptedChatClient primary) => new(primary, _fallback, static exception => exception is IOException, NullLogger.Instance);
}
