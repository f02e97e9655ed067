using Microsoft.Extensions.AI;

namespace LmStudio.AI.Benchmarks;

/// <summary>What it costs to recognize conversations, held against sending the same history without looking for it.</summary>
internal static class ConversationRows
{
    public static IEnumerable<Row> Create()
    {
        IChatClient without = Create(continueKnown: false);

        IChatClient known = Create(continueKnown: true);
        ChatMessage[] history = History(1_000);
        ChatMessage[] toKnow = history[..^2];
        yield return new Row(
            "turn 1,000 of a known conversation",
            1,
            new("LmStudio.AI", async () =>
            {
                // Each turn makes the next one known.
                ChatResponse response = await known.GetResponseAsync(toKnow);
                _ = await known.GetResponseAsync([.. toKnow, .. response.Messages, history[^1]]);
            }),
            new("not looked for", async () =>
            {
                ChatResponse response = await without.GetResponseAsync(toKnow);
                _ = await without.GetResponseAsync([.. toKnow, .. response.Messages, history[^1]]);
            }),
            Goal: 1.3,
            Bound: 6,
            Runs: 3);

        IChatClient unknown = Create(continueKnown: true);
        ChatMessage[] other = History(2_500);
        yield return new Row(
            "history of 5,000 messages that is not known",
            1,
            new("LmStudio.AI", async () =>
            {
                // Something else is known, so that it is looked for.
                _ = await unknown.GetResponseAsync(Chats.Question);
                _ = await unknown.GetResponseAsync([new(ChatRole.User, Guid.NewGuid().ToString()), .. other]);
            }),
            new("not looked for", async () =>
            {
                _ = await without.GetResponseAsync(Chats.Question);
                _ = await without.GetResponseAsync([new(ChatRole.User, Guid.NewGuid().ToString()), .. other]);
            }),
            Goal: 1.3,
            Bound: 6,
            Runs: 2);
    }

    /// <summary>Makes a history of questions and answers that ends with a question.</summary>
    public static ChatMessage[] History(int turns) =>
    [
        .. Enumerable.Range(0, turns - 1).SelectMany(static turn => new ChatMessage[]
        {
            new(ChatRole.User, $"Question {turn}: what comes next, and why does it matter to those who read this?"),
            new(ChatRole.Assistant, $"Answer {turn}: it is what the question asks for, said in a sentence or two of some length."),
        }),
        new(ChatRole.User, "And then?"),
    ];

    private static IChatClient Create(bool continueKnown) =>
        Chats.LmStudio(Chats.FromMemory("application/json", Answers.Responses), LmStudioChatEndpoint.Responses, continueKnown: continueKnown);
}
