using System.Text;

namespace LmStudio.AI.Tests;

/// <summary>Lets each fault befall each operation, and writes down what callers see.</summary>
internal static class FailureTable
{
    /// <summary>Returns the rows of the table in docs/failures.md.</summary>
    public static async Task<string> MeasureAsync()
    {
        List<(string Name, List<string> Variants, List<(string Who, Outcome Outcome)> Rows)> faults = [];
        foreach (Fault fault in Fault.All)
        {
            List<(string Who, Outcome Outcome)> rows = Group(await MeasureAsync(fault));
            if (faults.LastOrDefault(last => last.Name == fault.Name && last.Rows.SequenceEqual(rows)) is { Name: not null } same)
            {
                same.Variants.Add(fault.Variant);
            }
            else
            {
                faults.Add((fault.Name, [fault.Variant], rows));
            }
        }

        StringBuilder table = new();
        foreach ((string name, List<string> variants, List<(string Who, Outcome Outcome)> rows) in faults)
        {
            string variant = variants is [""] ? "" : $" ({string.Join(", ", variants)})";
            foreach ((string who, Outcome outcome) in rows)
            {
                _ = table.Append($"| {name}{variant} | {who} | {outcome.Kind} | {outcome.Status} | {outcome.Given} | {outcome.Message.Replace("|", "\\|")} |\n");
            }
        }

        return table.ToString();
    }

    private static async Task<List<(Operation Operation, Outcome Outcome)>> MeasureAsync(Fault fault)
    {
        List<(Operation Operation, Outcome Outcome)> outcomes = [];
        Operation? current = null;
        int requests = 0;
        await using RawServer server = new((socket, token) =>
        {
            requests++;
            return fault.AnswerAsync!(socket, current!, token);
        });
        Uri endpoint = fault.AnswerAsync is null ? RawServer.GetClosedEndpoint() : server.Endpoint;
        using HttpClient httpClient = HttpClientFactory.Create(endpoint);
        httpClient.Timeout = fault.Timeout;
        using LmStudioClient client = new(httpClient, new() { Endpoint = endpoint, ApiToken = "" });

        foreach (Operation operation in Operation.All.Where(operation => !fault.IsOfStreams || operation.Events is not null))
        {
            current = operation;
            requests = 0;
            string given = "";
            LmStudioException? failure = null;
            try
            {
                await operation.RunAsync(client, text => given += text);
            }
            catch (LmStudioException exception)
            {
                failure = exception;
            }

            // Nothing that costs minutes of a model's time is sent twice. What only reads may be, by .NET itself.
            int most = fault.AnswerAsync is null ? 0 : operation.IsReading ? 4 : 1;
            // On a busy machine, a short timeout may pass before the request is sent.
            int least = fault.Timeout == Timeout.InfiniteTimeSpan ? Math.Min(most, 1) : 0;
            Assert.True(requests >= least && requests <= most, $"{fault.Name}: '{operation.Name}' was sent {requests} times.");
            outcomes.Add((operation, Outcome.From(failure, given, endpoint)));
        }

        return outcomes;
    }

    /// <summary>Joins the operations that see the same.</summary>
    private static List<(string Who, Outcome Outcome)> Group(List<(Operation Operation, Outcome Outcome)> outcomes) =>
    [
        .. outcomes.GroupBy(static outcome => outcome.Outcome).Select(same =>
        {
            HashSet<Operation> operations = [.. same.Select(static outcome => outcome.Operation)];
            string who = operations.Count == outcomes.Count && operations.Any(static operation => operation.Events is null)
                ? "all"
                : string.Join(", ", outcomes.GroupBy(static outcome => outcome.Operation.Group).SelectMany(group =>
                    group.All(outcome => operations.Contains(outcome.Operation)) ? [group.Key] : group.Where(outcome => operations.Contains(outcome.Operation)).Select(static outcome => outcome.Operation.Name)));
            return (who, same.Key);
        }),
    ];
}
