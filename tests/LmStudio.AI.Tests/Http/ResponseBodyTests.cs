using System.Net.Sockets;
using System.Text;

namespace LmStudio.AI.Tests;

/// <summary>How whole answers are read, whatever the server announces of their length.</summary>
public class ResponseBodyTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(16 * 1024)]
    [InlineData(1_000_000)]
    public async Task Read_UnknownLength_GivesAllBytes(int length)
    {
        byte[] bytes = CreateBytes(length);
        using StreamContent content = new(ScriptedStream.CutAt(bytes, length / 3));

        using ResponseBody body = await ResponseBody.ReadAsync(content, CancellationToken.None);

        Assert.Null(content.Headers.ContentLength);
        Assert.True(body.Bytes.SequenceEqual(bytes));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(16 * 1024)]
    [InlineData(1_000_000)]
    public async Task Read_AnnouncedLength_GivesAllBytes(int length)
    {
        byte[] bytes = CreateBytes(length);
        using ByteArrayContent content = new(bytes);

        using ResponseBody body = await ResponseBody.ReadAsync(content, CancellationToken.None);

        Assert.Equal(length, content.Headers.ContentLength);
        Assert.True(body.Bytes.SequenceEqual(bytes));
    }

    [Fact]
    public async Task Read_MoreThanAnnounced_GivesAllBytes()
    {
        byte[] bytes = CreateBytes(100_000);
        using StreamContent content = new(ScriptedStream.CutAt(bytes, 50_000)) { Headers = { ContentLength = 10 } };

        using ResponseBody body = await ResponseBody.ReadAsync(content, CancellationToken.None);

        Assert.True(body.Bytes.SequenceEqual(bytes));
    }

    [Fact]
    public async Task ListModels_ConnectionEndsWithinTheAnswer_IsInterrupted()
    {
        await using RawServer server = new(static (socket, cancellationToken) => RawServer.WriteAsync(
            socket, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{\"models\":[", cancellationToken));
        using LmStudioClient client = server.CreateClient();

        LmStudioException exception = await Assert.ThrowsAsync<LmStudioException>(() => client.ListModelsAsync());

        Assert.Equal(LmStudioErrorKind.StreamInterrupted, exception.Kind);
    }

    [Fact]
    public async Task ListModels_CancelledWithinTheAnswer_IsCancelledAndClosesTheConnection()
    {
        using CancellationTokenSource cancellation = new();
        TaskCompletionSource closed = new();
        await using RawServer server = new(async (Socket socket, CancellationToken cancellationToken) =>
        {
            await RawServer.WriteAsync(socket, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{\"models\":[", cancellationToken);
            await cancellation.CancelAsync();
            await RawServer.WaitForCloseAsync(socket, cancellationToken);
            closed.SetResult();
        });
        using LmStudioClient client = server.CreateClient();

        _ = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => client.ListModelsAsync(cancellation.Token));

        await closed.Task.WaitAsync(TimeSpan.FromSeconds(10));
    }

    private static byte[] CreateBytes(int length) => Encoding.ASCII.GetBytes(string.Concat(Enumerable.Range(0, (length / 8) + 1).Select(static i => $"{i:D8}")))[..length];
}
