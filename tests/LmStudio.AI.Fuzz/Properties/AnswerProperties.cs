using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;
using Microsoft.Extensions.AI;

namespace LmStudio.AI.Fuzz;

/// <summary>What must hold for the answers of an endpoint.</summary>
internal static class AnswerProperties
{
    public static IEnumerable<FuzzProperty> For(WireFormat wire) =>
    [
        FuzzProperty.Create($"{wire}: a stream gives what the whole answer gives", AnswerGenerator.Answer, answer => StreamEqualsWhole(wire, answer), answer => Print(wire, answer)),
        FuzzProperty.Create($"{wire}: a whole answer as one event gives what the whole answer gives", AnswerGenerator.Answer, answer => OneEventEqualsWhole(wire, answer), answer => Print(wire, answer)),
        FuzzProperty.Create(
            $"{wire}: a stream that is cut gives a prefix, and no call and no id",
            Gen.Select(AnswerGenerator.Answer, Gen.Int[0, 65535]),
            input => CutGivesPrefix(wire, input.Item1, input.Item2),
            input => $"{Print(wire, input.Item1)}\ncut at {input.Item2}"),
        FuzzProperty.Create(
            $"{wire}: a broken stream ends in a result or an LmStudioException",
            Gen.Select(AnswerGenerator.Answer, EventMutation.Any.Array[0, 3], ByteMutation.Any.Array[0, 2]),
            input => Judge(Chat.Stream(wire.Endpoint, Mutate(wire, input))),
            input => Encoding.UTF8.GetString(Mutate(wire, input))),
        FuzzProperty.Create(
            $"{wire}: a broken whole answer ends in a result or an LmStudioException",
            Gen.Select(AnswerGenerator.Answer, JsonMutation.Any.Array[0, 3], ByteMutation.Any.Array[0, 2]),
            input => Judge(Chat.Whole(wire.Endpoint, Mutate(wire, input))),
            input => Encoding.UTF8.GetString(Mutate(wire, input))),
    ];

    private static void StreamEqualsWhole(WireFormat wire, GeneratedAnswer answer)
    {
        Outcome streamed = Chat.Stream(wire.Endpoint, Bytes(wire.Stream(answer)));
        Outcome whole = Chat.Whole(wire.Endpoint, Encoding.UTF8.GetBytes(wire.Whole(answer)));
        Require.That(streamed.Failure is null, $"The stream fails: {streamed.Failure}");
        Require.That(whole.Failure is null, $"The whole answer fails: {whole.Failure}");
        Require.That(streamed.Text == answer.Text, $"The text is '{streamed.Text}'.");
        Require.That(streamed.Reasoning == answer.Reasoning, $"The reasoning is '{streamed.Reasoning}'.");
        string expected = Description.Of(whole.Response!);
        string actual = Description.Of(streamed.Updates.ToChatResponse());
        Require.That(expected == actual, $"Whole: {expected}\nStreamed: {actual}");
    }

    private static void OneEventEqualsWhole(WireFormat wire, GeneratedAnswer answer)
    {
        string json = wire.Whole(answer);
        Outcome streamed = Chat.Stream(wire.Endpoint, Encoding.UTF8.GetBytes($"data: {JsonNode.Parse(json)!.ToJsonString()}\n\n"));
        Outcome whole = Chat.Whole(wire.Endpoint, Encoding.UTF8.GetBytes(json));
        Require.That(streamed.Failure is null, $"The stream fails: {streamed.Failure}");
        string expected = Description.Of(whole.Response!);
        string actual = Description.Of(streamed.Updates.ToChatResponse());
        Require.That(expected == actual, $"Whole: {expected}\nStreamed: {actual}");
    }

    private static void CutGivesPrefix(WireFormat wire, GeneratedAnswer answer, int position)
    {
        byte[] bytes = Bytes(wire.Stream(answer));
        Outcome outcome = Chat.Stream(wire.Endpoint, bytes[..(position % bytes.Length)]);
        Require.That(answer.Text.StartsWith(outcome.Text, StringComparison.Ordinal), $"'{outcome.Text}' was not sent.");
        Require.That(answer.Reasoning.StartsWith(outcome.Reasoning, StringComparison.Ordinal), $"'{outcome.Reasoning}' was not sent as reasoning.");
        Judge(outcome);
    }

    /// <summary>
    /// What holds for every answer: it can be kept as JSON, and one that failed gives out no call that can be run, no id to continue from, and
    /// no sign of a good end.
    /// </summary>
    private static void Judge(Outcome outcome)
    {
        _ = JsonSerializer.Serialize(outcome.Response ?? outcome.Updates.ToChatResponse(), AIJsonUtilities.DefaultOptions);
        if (outcome.Failure is not null)
        {
            Require.That(!outcome.RunnableCalls.Any(), "A call of an answer that failed can be run.");
            Require.That(outcome.Updates.All(static update => update.ConversationId is null), "An answer that failed has a conversation id.");
            Require.That(outcome.Updates.All(static update => update.FinishReason != ChatFinishReason.Stop), "An answer that failed has ended well before.");
        }
    }

    private static byte[] Mutate(WireFormat wire, (GeneratedAnswer Answer, EventMutation[] Events, ByteMutation[] Bytes) input)
    {
        List<WireEvent> events = [.. wire.Stream(input.Answer)];
        foreach (EventMutation mutation in input.Events)
        {
            if (events.Count > 0)
            {
                mutation.Apply(events);
            }
        }

        return input.Bytes.Aggregate(Bytes(events), static (bytes, mutation) => mutation.Apply(bytes));
    }

    private static byte[] Mutate(WireFormat wire, (GeneratedAnswer Answer, JsonMutation[] Values, ByteMutation[] Bytes) input)
    {
        string json = input.Values.Aggregate(wire.Whole(input.Answer), static (json, mutation) => mutation.Apply(json));
        return input.Bytes.Aggregate(Encoding.UTF8.GetBytes(json), static (bytes, mutation) => mutation.Apply(bytes));
    }

    private static byte[] Bytes(IEnumerable<WireEvent> events) => Encoding.UTF8.GetBytes(string.Concat(events));

    private static string Print(WireFormat wire, GeneratedAnswer answer) => string.Concat(wire.Stream(answer)) + wire.Whole(answer);
}
