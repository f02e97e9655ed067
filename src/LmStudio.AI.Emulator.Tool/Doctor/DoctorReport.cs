using LmStudio.AI.Emulator.Tool.Doctor.Facts;
using LmStudio.AI.Emulator.Tool.Doctor.Setup;

namespace LmStudio.AI.Emulator.Tool.Doctor;

/// <summary>The results as Markdown, readable in a terminal and suitable for an issue.</summary>
internal static class DoctorReport
{
    public static string Write(DoctorSettings settings, SetupResult setup, IReadOnlyList<FactResult> facts)
    {
        List<string> lines =
        [
            "# LM Studio doctor",
            "",

            // Without the host name, as the report may be published.
            $"Server on port {settings.Endpoint.Port}, {(settings.Token is null ? "without a token" : "with a token")}, {(setup.Model is null ? "no model" : $"model {setup.Model}")}.",
            "",
            "## Setup",
            "",
        ];
        lines.AddRange(setup.Problem is { } problem ? [$"**{problem.What}** {problem.Advice}"] : ["Nothing is wrong."]);
        lines.AddRange(setup.Notes);
        if (facts.Count > 0)
        {
            lines.AddRange(["", "## Facts", ""]);
            lines.AddRange(Table(facts));
        }

        lines.Add("");
        string report = string.Join('\n', lines);
        return settings.Token is { Length: > 0 } token ? report.Replace(token, "***", StringComparison.Ordinal) : report;
    }

    private static IEnumerable<string> Table(IReadOnlyList<FactResult> facts)
    {
        string[][] rows =
        [
            ["where", "fact", "assumed", "result", "this server"],
            .. facts.Select(static fact => new[] { fact.Check.Page, fact.Check.Fact, fact.Check.Assumed, fact.Verdict, fact.Answer?.Seen ?? fact.Reason ?? "" }),
        ];
        int[] widths = [.. Enumerable.Range(0, 4).Select(column => rows.Max(row => row[column].Length))];
        yield return Row(rows[0], widths);
        yield return $"| {string.Join(" | ", widths.Select(width => new string('-', width)))} | --- |";
        foreach (string[] row in rows[1..])
        {
            yield return Row(row, widths);
        }
    }

    private static string Row(string[] cells, int[] widths) =>
        $"| {string.Join(" | ", cells.Select((cell, column) => (column < widths.Length ? cell.PadRight(widths[column]) : cell).Replace("|", "\\|", StringComparison.Ordinal)))} |";
}
