using System.Net.ServerSentEvents;
using System.Text;
using CsCheck;

namespace LmStudio.AI.Fuzz;

/// <summary>What must hold for the splitting of a stream into events: it does what the framework's parser does.</summary>
internal static class EventStreamProperties
{
    private static readonly Gen<string> Piece = Gen.OneOf(
        Gen.OneOf("\n", "\r", "\r\n", "\n\n", "\r\n\r\n", "\r\r"),
        Gen.OneOf("data: ", "data:", "data", "data:  ", "event: ", "event:", "event", "id: 1", "id", "retry: 5", ": comment", ":", "Data: ", "other: x"),
        Gen.OneOf("a", " ", "{\"x\":1}", "é漢🌧️", "\ufeff", "\0", "message", "x"),

        // Events that begin alike, whole and cut.
        Gen.OneOf("data: 1\n\n", "event: x\ndata: 1\n\n", "event: x\ndata: ", "event: x\r\ndata: 1\r\n\r\n", "id: 1\ndata: 2\n\n", "\n\nevent: x\ndata: 1\n", "event: x\n: c\ndata: 1\n\n"));

    public static IReadOnlyList<FuzzProperty> All { get; } =
    [
        FuzzProperty.Create(
            "a stream has the events that SseParser finds, however it is cut",
            Gen.Select(Gen.OneOf("", "", "\ufeff"), Piece.Array[0, 40], Gen.Int[1, 12].Array[1, 8]),
            static input => EventsAreThoseOfSseParser(Bytes(input), input.Item3),
            static input => $"{Convert.ToBase64String(Bytes(input))} in pieces of {string.Join(", ", input.Item3)}"),
    ];

    private static void EventsAreThoseOfSseParser(byte[] bytes, int[] lengths)
    {
        // By the standard an event without data takes its type with it, and an empty type is the usual one. The parser passes on both.
        bool hasTypeWithoutData = HasTypeWithoutData(Encoding.UTF8.GetString(bytes));
        string expected = string.Join('\u0001', SseParser.Create(new MemoryStream(bytes)).Enumerate().Select(item => Print(item.EventType.Length == 0 ? "message" : item.EventType, item.Data)));
        string actual = string.Join('\u0001', Read(bytes, lengths, Print));
        Require.That(expected == actual, $"SseParser: [{expected}]\nHere: [{actual}]");

        string Print(string type, string data) => hasTypeWithoutData ? data : $"{type}|{data}";
    }

    private static bool HasTypeWithoutData(string stream) =>
        stream.TrimStart('\ufeff').ReplaceLineEndings("\n").Split("\n\n").Select(static block => block.Split('\n')).Any(static lines => HasField(lines, "event") && !HasField(lines, "data"));

    private static bool HasField(string[] lines, string name) => lines.Any(line => line == name || line.StartsWith(name + ":", StringComparison.Ordinal));

    private static List<string> Read(byte[] bytes, int[] lengths, Func<string, string, string> print)
    {
        using ServerSentEventReader reader = new(new Pieces(bytes, lengths));
        List<string> events = [];
        do
        {
            while (reader.TryRead())
            {
                events.Add(print(reader.EventType, Encoding.UTF8.GetString(reader.Data)));
            }
        }
        while (reader.FillAsync(CancellationToken.None).AsTask().Result);

        return events;
    }

    private static byte[] Bytes((string Mark, string[] Pieces, int[] Lengths) input) => Encoding.UTF8.GetBytes(input.Mark + string.Concat(input.Pieces));

    /// <summary>Gives as many bytes at each read as the lengths say, in turns.</summary>
    private sealed class Pieces(byte[] bytes, int[] lengths) : MemoryStream(bytes)
    {
        private int _reads;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            new(Read(buffer.Span[..Math.Min(buffer.Length, lengths[_reads++ % lengths.Length])]));
    }
}
