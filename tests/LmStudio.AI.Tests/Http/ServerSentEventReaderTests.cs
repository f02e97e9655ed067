using System.Net.ServerSentEvents;
using System.Text;

namespace LmStudio.AI.Tests;

/// <summary>The rules of the standard, and the framework's own parser as the judge over streams that nobody thought of.</summary>
public sealed class ServerSentEventReaderTests
{
    [Theory]
    [InlineData("data: a\n\n", "message|a")]
    [InlineData("data: a\r\n\r\n", "message|a")]
    [InlineData("data: a\r\r", "message|a")]
    [InlineData("data: a\n\r\ndata: b\r\n\n", "message|a", "message|b")]
    [InlineData("\ufeffdata: a\n\n", "message|a")]
    [InlineData("data: \ufeffa\n\n", "message|\ufeffa")]
    [InlineData("data: YHOO\ndata: +2\ndata: 10\n\n", "message|YHOO\n+2\n10")]
    [InlineData(": test stream\n\ndata: first event\nid: 1\n\ndata:second event\nid\n\ndata:  third event\n\n", "message|first event", "message|second event", "message| third event")]
    [InlineData("data\n\ndata\ndata\n\ndata:", "message|", "message|\n")]
    [InlineData("data:test\n\ndata: test\n\n", "message|test", "message|test")]
    [InlineData("event: add\ndata: 1\n\ndata: 2\n\nevent: add\ndata: 3\n\n", "add|1", "message|2", "add|3")]
    [InlineData("event: add\n\ndata: 1\n\n", "message|1")]
    [InlineData("event: a\nevent: b\ndata: 1\n\n", "b|1")]
    [InlineData("retry: 10\nid: a\u0000b\nother: x\nDATA: y\n data: z\ndata: 1\n\n", "message|1")]
    [InlineData("data: a:b: c\n\n", "message|a:b: c")]
    [InlineData("event: x\ndata: 1\n\nevent: x\ndata: 2\n\nevent: x\ndata: \n\n", "x|1", "x|2", "x|")]
    [InlineData("event: x\ndata: 1\n\nevent: x\ndata: 2\ndata: 3\n\nevent: x\ndata: 4\nevent: y\n\n", "x|1", "x|2\n3", "y|4")]
    [InlineData("event: x\ndata: 1\n\nevent: x\ndata: 2\r\n\nevent: x\ndata: 3\r\revent: x\ndata: 4\n\n", "x|1", "x|2", "x|3", "x|4")]
    [InlineData("data: 1\n\ndata:  2\n\ndata:3\n\ndata: 4\n\ndata\n\n", "message|1", "message| 2", "message|3", "message|4", "message|")]
    [InlineData("data:1\n\ndata: 2\n\ndata:3\n\n", "message|1", "message|2", "message|3")]
    [InlineData("id: 1\ndata: 1\n\nid: 1\ndata: 2\n\nid: 2\ndata: 3\n\n: c\ndata: 4\n\n", "message|1", "message|2", "message|3", "message|4")]
    [InlineData("data: a\n")]
    [InlineData("data: a")]
    [InlineData("\n\n\r\r\n")]
    [InlineData("")]
    public async Task TryRead_Stream_GivesItsEvents(string stream, params string[] expected)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(stream);

        Assert.Equal(expected, await ReadAsync(bytes, bytes.Length + 1));
        Assert.Equal(expected, await ReadAsync(bytes, 1));
    }

    [Fact]
    public async Task TryRead_StreamCutAnywhere_GivesTheSameEvents()
    {
        byte[] bytes = Encoding.UTF8.GetBytes("\ufeffevent: add\r\ndata: é1\r\ndata: 漢2\r\n\r\n: c\r\ndata: 3\r\rdata\n\nevent: x\rdata: 4\n\n");
        string[] expected = ["add|é1\n漢2", "message|3", "message|", "x|4"];

        for (int cut = 0; cut <= bytes.Length; cut++)
        {
            using Pieces stream = new([bytes[..cut], bytes[cut..]]);
            Assert.Equal(expected, await ReadAsync(stream));
        }
    }

    [Theory]
    [InlineData("event: add\ndata: 1\n\nevent: add\ndata: 22\n\nevent: add\ndata: 333\n\n")]
    [InlineData("event: add\r\ndata: 1\r\n\r\nevent: add\r\ndata: 22\r\n\r\nevent: add\r\ndata: 333\r\n\r\n")]
    public async Task TryRead_EventsThatBeginAlikeCutAnywhere_GivesEach(string stream)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(stream);

        for (int cut = 0; cut <= bytes.Length; cut++)
        {
            using Pieces pieces = new([bytes[..cut], bytes[cut..]]);
            Assert.Equal(["add|1", "add|22", "add|333"], await ReadAsync(pieces));
        }
    }

    [Fact]
    public async Task TryRead_EventThatIsLongerThanTheBuffer_IsWhole()
    {
        string data = new('a', 300_000);

        Assert.Equal(["message|1", $"x|{data}\n{data}", "message|2"], await ReadAsync(Encoding.UTF8.GetBytes($"data: 1\n\nevent: x\ndata: {data}\ndata: {data}\n\ndata: 2\n\n"), 1000));
    }

    [Fact]
    public async Task TryRead_GeneratedStreams_GivesTheDataThatSseParserGives()
    {
        string[] words = ["event: x\ndata: 1\n\n", "event: x\ndata: ", "data: 1\n\n", "data", "event", "id", "retry", "data: ", "event: ", ":", " ", "a", "é漢", "{\"x\":1}", "\n", "\r", "\r\n", "\n\n", "\r\n\r\n", "\0", "\ufeff"];
        Random random = new(1);
        for (int round = 0; round < 2_000; round++)
        {
            // Not the types: SseParser keeps the one of an event without data for the next event, where the standard forgets it.
            await AssertSameAsync(string.Concat(Enumerable.Range(0, random.Next(40)).Select(_ => words[random.Next(words.Length)])), random.Next(1, 10), withTypes: false);
        }
    }

    [Fact]
    public async Task TryRead_GeneratedEvents_GivesWhatSseParserGives()
    {
        string[] fields = ["data", "data:", "data: a", "data:  b:c", "event", "event:", "event: x", "event:y", "id: 1", "retry: 2", ": comment", "other: z", "datas: q", " data: s", "é"];
        string[] ends = ["\n", "\r", "\r\n"];
        Random random = new(2);
        for (int round = 0; round < 1_000; round++)
        {
            string end = ends[random.Next(3)];
            string Event() => string.Concat(Enumerable.Range(0, random.Next(6)).Select(_ => fields[random.Next(fields.Length)] + end).Append("data: end" + end).Append(end));
            await AssertSameAsync(string.Concat(Enumerable.Range(0, random.Next(5)).Select(_ => Event())), random.Next(1, 10), withTypes: true);
        }
    }

    private static async Task AssertSameAsync(string text, int pieceLength, bool withTypes)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        List<string> expected = [];
        await foreach (SseItem<string> item in SseParser.Create(new MemoryStream(bytes)).EnumerateAsync())
        {
            expected.Add($"{(item.EventType.Length == 0 ? "message" : item.EventType)}|{item.Data}");
        }

        List<string> actual = await ReadAsync(bytes, pieceLength);
        if (!withTypes)
        {
            expected = [.. expected.Select(static item => item[(item.IndexOf('|') + 1)..])];
            actual = [.. actual.Select(static item => item[(item.IndexOf('|') + 1)..])];
        }

        Assert.True(expected.SequenceEqual(actual), $"{Convert.ToBase64String(bytes)}: [{string.Join("],[", expected)}] or [{string.Join("],[", actual)}]");
    }

    private static async Task<List<string>> ReadAsync(byte[] bytes, int pieceLength)
    {
        using Pieces stream = new(bytes.Chunk(pieceLength));
        return await ReadAsync(stream);
    }

    private static async Task<List<string>> ReadAsync(Stream stream)
    {
        using ServerSentEventReader reader = new(stream);
        List<string> events = [];
        do
        {
            while (reader.TryRead())
            {
                events.Add($"{reader.EventType}|{Encoding.UTF8.GetString(reader.Data)}");
            }
        }
        while (await reader.FillAsync(CancellationToken.None));

        return events;
    }

    /// <summary>Gives no more than one piece at each read.</summary>
    private sealed class Pieces(IEnumerable<byte[]> pieces) : MemoryStream
    {
        private readonly Queue<byte[]> _pieces = new(pieces.Where(static piece => piece.Length > 0));
        private ReadOnlyMemory<byte> _rest;

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await Task.Yield();
            if (_rest.IsEmpty && _pieces.TryDequeue(out byte[]? piece))
            {
                _rest = piece;
            }

            int length = Math.Min(_rest.Length, buffer.Length);
            _rest[..length].CopyTo(buffer);
            _rest = _rest[length..];
            return length;
        }
    }
}
