namespace GatewaySample.Demo;

/// <summary>Shows the turns as plain text, and checks whether the right server responded.</summary>
internal static class DemoReport
{
    private const int LongestAnswer = 60;

    /// <summary>Finds the turns in which another server than the conversation's responded, or in which the model did not know the name.</summary>
    public static IReadOnlyList<string> FindProblems(IReadOnlyList<DemoTurn> turns)
    {
        List<string> problems = [];
        foreach (IGrouping<string, DemoTurn> conversation in turns.GroupBy(static turn => turn.Conversation))
        {
            string owner = conversation.First().Server;
            foreach (DemoTurn turn in conversation)
            {
                if (turn.Server != owner)
                {
                    problems.Add($"{turn.Conversation}, turn {turn.Number}: {turn.Server} responded, but {owner} has the conversation.");
                }

                if (!turn.IsRight)
                {
                    problems.Add($"{turn.Conversation}, turn {turn.Number}: the model did not remember the name.");
                }
            }
        }

        return problems;
    }

    public static async Task WriteTurnsAsync(TextWriter output, IReadOnlyList<DemoTurn> turns)
    {
        await WriteRowAsync(output, "conversation", "turn", "server", "endpoint", "streamed", "response");
        foreach (DemoTurn turn in turns)
        {
            await WriteRowAsync(output, turn.Conversation, $"{turn.Number}", turn.Server, turn.Endpoint, turn.IsStreamed ? "yes" : "no", Shorten(turn.Answer));
        }
    }

    /// <param name="output">Receives the text.</param>
    /// <param name="turns">The turns.</param>
    /// <param name="received">The number of requests that each server received.</param>
    public static async Task WriteTotalsAsync(TextWriter output, IReadOnlyList<DemoTurn> turns, IReadOnlyDictionary<string, int> received)
    {
        await output.WriteLineAsync($"{"server",-17} {"conversations",13} {"turns",5} {"requests received",17}");
        foreach ((string server, int requests) in received)
        {
            DemoTurn[] own = [.. turns.Where(turn => turn.Server == server)];
            int conversations = own.Select(static turn => turn.Conversation).Distinct().Count();
            await output.WriteLineAsync($"{server,-17} {conversations,13} {own.Length,5} {requests,17}");
        }
    }

    private static Task WriteRowAsync(TextWriter output, string conversation, string turn, string server, string endpoint, string streamed, string response) =>
        output.WriteLineAsync($"{conversation,-12} {turn,4} {server,-17} {endpoint,-13} {streamed,-8} {response}");

    private static string Shorten(string answer) => answer.Length <= LongestAnswer ? answer : answer[..(LongestAnswer - 1)].TrimEnd() + "…";
}
