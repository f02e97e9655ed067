using System.Text;
using System.Text.Json;
using CsCheck;

namespace LmStudio.AI.Fuzz;

/// <summary>What must hold for events that are compared with the one before instead of parsed: they are read as if there had been none before.</summary>
internal static class RepeatedEventProperties
{
    private static readonly byte[] FirstChunk = """{"id":"c","object":"chat.completion.chunk","model":"m","choices":[{"index":0,"delta":{"role":"assistant","content":""},"finish_reason":null}]}"""u8.ToArray();

    public static IEnumerable<FuzzProperty> For(WireFormat wire) =>
    [
        FuzzProperty.Create(
            $"{wire}: an event is read the same, whatever was before it",
            Gen.Select(AnswerGenerator.Answer, TextMutation.Any.Array[0, 12]),
            input => EventsAreReadAsAlone(wire, Events(wire, input)),
            input => string.Join('\n', Events(wire, input).Select(static item => $"{item.Name}: {Encoding.UTF8.GetString(item.Data)}"))),
    ];

    private static void EventsAreReadAsAlone(WireFormat wire, List<(string Name, byte[] Data)> events)
    {
        StreamedItems items = new();
        StreamedItems expectedItems = new();
        IStreamFormat<LmStudioChatEvent> format = Create(wire, items);
        foreach ((string name, byte[] data) in events)
        {
            string expected = Describe(Create(wire, expectedItems), name, data);
            string actual = Describe(format, name, data);
            Require.That(expected == actual, $"Alone: {expected}\nAfter others: {actual}\n{name}: {Encoding.UTF8.GetString(data)}");
            Require.That(Pieces(expectedItems) == Pieces(items), $"The event belongs to another item.\n{name}: {Encoding.UTF8.GetString(data)}");
        }
    }

    /// <summary>Returns the events of an answer, each followed by a copy that differs where a mutation says so.</summary>
    private static List<(string Name, byte[] Data)> Events(WireFormat wire, (GeneratedAnswer Answer, TextMutation[] Mutations) input)
    {
        List<(string Name, byte[] Data)> events = [.. wire.Stream(input.Answer).Select(static item => (item.Name ?? "message", Encoding.UTF8.GetBytes(item.Data)))];
        foreach (TextMutation mutation in input.Mutations)
        {
            int position = mutation.Position % events.Count;
            (string name, byte[] data) = events[position];
            events.Insert(position + 1, (name, mutation.Apply(data)));
        }

        return events;
    }

    /// <summary>Makes a reader that has seen nothing but what all streams of its endpoint begin with.</summary>
    private static IStreamFormat<LmStudioChatEvent> Create(WireFormat wire, StreamedItems items)
    {
        switch (wire.Endpoint)
        {
            case LmStudioChatEndpoint.ChatCompletions:
                ChatCompletionsStreamFormat format = new();
                _ = format.Parse("message", FirstChunk);
                return format;

            case LmStudioChatEndpoint.Responses:
                return new ResponsesStreamFormat(items);

            case LmStudioChatEndpoint.Messages:
                return new MessagesStreamFormat();

            default:
                return new NativeStreamFormat(static _ => { });
        }
    }

    private static string Describe(IStreamFormat<LmStudioChatEvent> format, string name, byte[] data)
    {
        try
        {
            return format.Parse(name, data) switch
            {
                LmStudioMessageDeltaEvent message => $"text {message.Content}",
                LmStudioReasoningDeltaEvent reasoning => $"reasoning {reasoning.Content}",
                { } other => $"{other.GetType().Name} {other.Type} {format.GetKind(other)}",
                null => "nothing",
            };
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return "unreadable";
        }
    }

    private static string Pieces(StreamedItems items) => string.Concat(Enumerable.Range(-1, 8).Select(index => items.HasPieces(index < 0 ? null : index) ? '1' : '0'));
}
