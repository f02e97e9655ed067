using System.Text;
using System.Text.Json.Nodes;

namespace LmStudio.AI.Tests;

public sealed class RequestContentTests
{
    [Fact]
    public async Task Create_TextThatHtmlWouldEscape_IsWrittenAsItIs()
    {
        using RequestContent content = Create("a+b <c> & 'd' \"e\" 漢字 é");

        Assert.Equal("""{"text":"a+b <c> & 'd' \"e\" 漢字 é"}""", await content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Create_HalfOfASurrogatePair_IsTheReplacementCharacter()
    {
        using RequestContent content = Create("a\ud83d!");

        Assert.Equal("a\ufffd!", JsonNode.Parse(await content.ReadAsStringAsync())!["text"]!.GetValue<string>());
    }

    [Fact]
    public async Task Create_Megabytes_SendsTheSameInPieces()
    {
        string text = string.Concat(Enumerable.Range(0, 400_000).Select(static i => i + ","));
        using RequestContent content = Create(text);
        using MemoryStream stream = new();

        await content.CopyToAsync(stream);

        Assert.Equal($$"""{"text":"{{text}}"}""", Encoding.UTF8.GetString(stream.ToArray()));
        Assert.Equal(stream.Length, content.Headers.ContentLength);
        Assert.Equal(stream.ToArray(), content.ToArray());
    }

    [Fact]
    public async Task CopyToAsync_Twice_SendsTheSame()
    {
        using RequestContent content = Create("Hi");
        using MemoryStream first = new();
        using MemoryStream second = new();

        await content.CopyToAsync(first);
        content.CopyTo(second, context: null, CancellationToken.None);

        Assert.Equal("""{"text":"Hi"}""", Encoding.UTF8.GetString(first.ToArray()));
        Assert.Equal(first.ToArray(), second.ToArray());
    }

    [Fact]
    public async Task Dispose_WhileTheBodyIsBeingSent_KeepsItsMemory()
    {
        RequestContent content = Create("Hi");
        GatedStream stream = new();
        Task sending = content.CopyToAsync(stream);

        content.Dispose();
        using RequestContent other = Create("Another");
        stream.Gate.SetResult();
        await sending;

        Assert.Equal("""{"text":"Hi"}""", Encoding.UTF8.GetString(stream.ToArray()));
    }

    [Fact]
    public async Task CopyToAsync_Disposed_Throws()
    {
        RequestContent content = Create("Hi");
        content.Dispose();

        _ = await Assert.ThrowsAsync<ObjectDisposedException>(() => content.CopyToAsync(new MemoryStream()));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(12 * 1024)]
    [InlineData((12 * 1024) + 1)]
    [InlineData(3_000_000)]
    public async Task WriteUrl_Bytes_WritesBase64(int length)
    {
        byte[] bytes = new byte[length];
        new Random(1).NextBytes(bytes);
        using RequestContent content = RequestContent.Create(
            new ResponsesInputPart { Type = "input_image", ImageUrl = new InlineImage("image/png", bytes) }, ResponsesJsonContext.Default.ResponsesInputPart);

        Assert.Equal($$"""{"type":"input_image","image_url":"data:image/png;base64,{{Convert.ToBase64String(bytes)}}"}""", await content.ReadAsStringAsync());
    }

    private static RequestContent Create(string text) => RequestContent.Create(new JsonObject { ["text"] = text }, LmStudioJsonContext.Default.JsonObject);

    /// <summary>Takes a copy of what it is given only once it may.</summary>
    private sealed class GatedStream : MemoryStream
    {
        public TaskCompletionSource Gate { get; } = new();

        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await Gate.Task;
            Write(buffer.Span);
        }
    }
}
