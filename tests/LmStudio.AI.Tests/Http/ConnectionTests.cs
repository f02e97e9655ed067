using System.Net.Sockets;
using Microsoft.Extensions.AI;

namespace LmStudio.AI.Tests;

/// <summary>What only real connections show: that they are refused, cut, or closed.</summary>
public class ConnectionTests
{
    private const string Delta = "data: {\"type\":\"message.delta\",\"content\":\"Once\"}\n\n";
    private const string End = "data: {\"type\":\"chat.end\",\"result\":{\"output\":[{\"type\":\"message\",\"content\":\"Once\"}],\"stats\":{}}}\n\n";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task GetResponse_NothingListens_IsUnreachable()
    {
        Uri endpoint = RawServer.GetClosedEndpoint();
        using LmStudioChatClient client = new(endpoint, "m", apiToken: "");

        LmStudioException exception = await Assert.ThrowsAsync<LmStudioException>(() => client.GetResponseAsync("Hi"));

        Assert.Equal(LmStudioErrorKind.Unreachable, exception.Kind);
        Assert.Null(exception.StatusCode);
        Assert.StartsWith($"No server responds at {endpoint.AbsoluteUri.TrimEnd('/')}: ", exception.Message);
        Assert.EndsWith("Start the server with `lms server start` or on LM Studio's Developer page, or set the endpoint to its address.", exception.Message);
    }

    [Fact]
    public async Task GetStreamingResponse_NothingListens_IsUnreachable()
    {
        using LmStudioChatClient client = new(RawServer.GetClosedEndpoint(), "m", apiToken: "");

        LmStudioException exception = await Assert.ThrowsAsync<LmStudioException>(() => client.GetStreamingResponseAsync("Hi").ToChatResponseAsync());

        Assert.Equal(LmStudioErrorKind.Unreachable, exception.Kind);
    }

    [Fact]
    public async Task ListModels_Localhost_ReachesServerOnIPv4()
    {
        await using RawServer server = new((socket, token) => RawServer.WriteAsync(socket, "HTTP/1.1 200 OK\r\nContent-Length: 13\r\n\r\n{\"models\":[]}", token));
        using LmStudioClient client = new(new Uri($"http://localhost:{server.Endpoint.Port}"), apiToken: "");

        Assert.Empty(await client.ListModelsAsync());
    }

    // protocol.md, "Streaming": some servers keep the connection open after the end.
    [Fact]
    public async Task GetStreamingResponse_ConnectionStaysOpenAfterEnd_Ends()
    {
        await using RawServer server = new(async (socket, token) =>
        {
            await RawServer.WriteAsync(socket, RawServer.StreamHead, token);
            await RawServer.WriteChunkAsync(socket, Delta + End, token);
            await RawServer.WaitForCloseAsync(socket, token);
        });
        using LmStudioClient client = server.CreateClient();

        ChatResponse response = await client.AsIChatClient("m").GetStreamingResponseAsync("Hi").ToChatResponseAsync().WaitAsync(Patience);

        Assert.Equal("Once", response.Text);
    }

    [Fact]
    public async Task GetStreamingResponse_ConnectionReset_IsInterruptedAfterItsUpdates()
    {
        TaskCompletionSource read = new();
        await using RawServer server = new(async (socket, token) =>
        {
            await RawServer.WriteAsync(socket, RawServer.StreamHead, token);
            await RawServer.WriteChunkAsync(socket, Delta, token);
            await read.Task.WaitAsync(token);
            socket.LingerState = new LingerOption(enable: true, seconds: 0);
            socket.Close();
        });
        using LmStudioClient client = server.CreateClient();

        List<ChatResponseUpdate> updates = [];
        LmStudioException exception = await Assert.ThrowsAsync<LmStudioException>(async () =>
        {
            await foreach (ChatResponseUpdate update in client.AsIChatClient("m").GetStreamingResponseAsync("Hi"))
            {
                updates.Add(update);
                read.SetResult();
            }
        });

        Assert.Equal(LmStudioErrorKind.StreamInterrupted, exception.Kind);
        Assert.Equal("Once", updates.Single().Text);
    }

    [Fact]
    public async Task GetResponse_ClosedWithinBody_IsInterrupted()
    {
        await using RawServer server = new((socket, token) => RawServer.WriteAsync(socket, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{\"output\":", token));
        using LmStudioClient client = server.CreateClient();

        LmStudioException exception = await Assert.ThrowsAsync<LmStudioException>(() => client.AsIChatClient("m").GetResponseAsync("Hi"));

        Assert.Equal(LmStudioErrorKind.StreamInterrupted, exception.Kind);
    }

    [Fact]
    public async Task GetResponse_ClosedBeforeAnswer_IsInterrupted()
    {
        await using RawServer server = new(static (_, _) => Task.CompletedTask);
        using LmStudioClient client = server.CreateClient();

        LmStudioException exception = await Assert.ThrowsAsync<LmStudioException>(() => client.AsIChatClient("m").GetResponseAsync("Hi"));

        Assert.Equal(LmStudioErrorKind.StreamInterrupted, exception.Kind);
    }

    [Fact]
    public async Task GetResponse_NotHttp_IsUnsupportedServer()
    {
        await using RawServer server = new((socket, token) => RawServer.WriteAsync(socket, "SSH-2.0-OpenSSH_9.9\r\n\r\n", token));
        using LmStudioClient client = server.CreateClient();

        LmStudioException exception = await Assert.ThrowsAsync<LmStudioException>(() => client.AsIChatClient("m").GetResponseAsync("Hi"));

        Assert.Equal(LmStudioErrorKind.UnsupportedServer, exception.Kind);
    }

    [Fact]
    public async Task GetResponse_HttpsToHttpServer_IsUnreachableAndSaysWhy()
    {
        await using RawServer server = new((socket, token) => RawServer.WriteAsync(socket, "HTTP/1.1 400 Bad Request\r\n\r\n", token), readRequest: false);
        using LmStudioClient client = new(new UriBuilder(server.Endpoint) { Scheme = "https" }.Uri, apiToken: "");

        LmStudioException exception = await Assert.ThrowsAsync<LmStudioException>(() => client.AsIChatClient("m").GetResponseAsync("Hi"));

        Assert.Equal(LmStudioErrorKind.Unreachable, exception.Kind);
        Assert.Contains("LM Studio itself speaks http, not https.", exception.Message);
    }

    [Fact]
    public async Task GetResponse_Redirect_IsNotFollowed()
    {
        await using RawServer server = new((socket, token) => RawServer.WriteAsync(socket, "HTTP/1.1 307 Temporary Redirect\r\nLocation: http://127.0.0.1:9/\r\nContent-Length: 0\r\n\r\n", token));
        using LmStudioClient client = server.CreateClient();

        LmStudioException exception = await Assert.ThrowsAsync<LmStudioException>(() => client.AsIChatClient("m").GetResponseAsync("Hi"));

        Assert.Equal(LmStudioErrorKind.Redirected, exception.Kind);
        Assert.Equal(307, (int?)exception.StatusCode);
    }

    // protocol.md, "Cancellation": closing the connection is what stops the generation.
    [Fact]
    public async Task GetStreamingResponse_CancelledMidStream_ClosesConnection()
    {
        using CancellationTokenSource cancellation = new();
        TaskCompletionSource closed = new();
        await using RawServer server = new(async (socket, token) =>
        {
            await RawServer.WriteAsync(socket, RawServer.StreamHead, token);
            await RawServer.WriteChunkAsync(socket, Delta, token);
            await RawServer.WaitForCloseAsync(socket, token);
            closed.SetResult();
        });
        using LmStudioClient client = server.CreateClient();

        _ = await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (ChatResponseUpdate update in client.AsIChatClient("m").GetStreamingResponseAsync("Hi", cancellationToken: cancellation.Token))
            {
                cancellation.Cancel();
            }
        });

        await closed.Task.WaitAsync(Patience);
    }

    [Fact]
    public async Task GetStreamingResponse_EnumerationLeft_ClosesConnection()
    {
        TaskCompletionSource closed = new();
        await using RawServer server = new(async (socket, token) =>
        {
            await RawServer.WriteAsync(socket, RawServer.StreamHead, token);
            await RawServer.WriteChunkAsync(socket, Delta, token);
            await RawServer.WaitForCloseAsync(socket, token);
            closed.SetResult();
        });
        using LmStudioClient client = server.CreateClient();

        await foreach (ChatResponseUpdate update in client.AsIChatClient("m").GetStreamingResponseAsync("Hi"))
        {
            break;
        }

        await closed.Task.WaitAsync(TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task GetResponse_CancelledWhileWaiting_ClosesConnection()
    {
        using CancellationTokenSource cancellation = new();
        TaskCompletionSource closed = new();
        await using RawServer server = new(async (socket, token) =>
        {
            cancellation.Cancel();
            await RawServer.WaitForCloseAsync(socket, token);
            closed.SetResult();
        });
        using LmStudioClient client = server.CreateClient();

        _ = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => client.AsIChatClient("m").GetResponseAsync("Hi", cancellationToken: cancellation.Token));

        await closed.Task.WaitAsync(Patience);
    }
}
