using System.Text;
using Microsoft.AspNetCore.Http;
using ScalingSample.Proxy;

namespace LmStudio.AI.Samples.Tests;

/// <summary>The moment at which an id is learned: a client can continue as soon as it sees the id.</summary>
public class ScalingProxyForwarderTests
{
    [Theory]
    [InlineData("/api/v1/chat", "text/event-stream", "event: chat.end\ndata: {\"type\":\"chat.end\",\"result\":{\"response_id\":\"resp_1\"}}\n\n")]
    [InlineData("/v1/responses", "text/event-stream", "event: response.created\ndata: {\"type\":\"response.created\",\"response\":{\"id\":\"resp_1\"}}\n\n")]
    [InlineData("/v1/responses", "text/event-stream", "data: {\"type\":\"response.completed\",\"response\":{\"id\":\"resp_1\"}}\n\n")]
    [InlineData("/api/v1/chat", "application/json", "{\"output\":[],\"response_id\":\"resp_1\"}")]
    [InlineData("/v1/responses", "application/json", "{\"id\":\"resp_1\"}")]
    public async Task Id_WhenTheClientGetsIt_IsKnown(string path, string mediaType, string body)
    {
        using ConversationTable conversations = new();
        ServerPool pool = new([new Uri("http://a:1")]);
        WatchingStream client = new("resp_1", () => conversations.Find("resp_1"));
        DefaultHttpContext context = new() { Request = { Method = "POST", Path = path }, Response = { Body = client } };
        using HttpResponseMessage response = new() { Content = new StringContent(body, Encoding.UTF8, mediaType) };
        using ServerAnswer answer = new(pool.TakeLeastBusy([])!, response);

        await new AnswerForwarder(conversations).ForwardAsync(
            await ProxiedRequest.ReadAsync(context.Request, CancellationToken.None), answer, context.Response, CancellationToken.None);

        Assert.Equal(body, client.Text);
        Assert.Same(pool.Servers[0], client.KnownServer);
    }

    /// <summary>Looks who is known to have the conversation at the moment when its id is written.</summary>
    private sealed class WatchingStream(string id, Func<ProxiedServer?> find) : MemoryStream
    {
        public ProxiedServer? KnownServer { get; private set; }

        public string Text => Encoding.UTF8.GetString(ToArray());

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (Encoding.UTF8.GetString(buffer.Span).Contains(id, StringComparison.Ordinal))
            {
                KnownServer = find();
            }

            Write(buffer.Span);
            return ValueTask.CompletedTask;
        }
    }
}
