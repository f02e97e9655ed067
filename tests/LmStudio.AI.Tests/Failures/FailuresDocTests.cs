namespace LmStudio.AI.Tests;

/// <summary>Keeps the table in docs/failures.md to what callers really see.</summary>
public class FailuresDocTests
{
    private const string Separator = "| --- | --- | --- | --- | --- | --- |\n";

    [Fact]
    public async Task Table_OfFailures_IsWhatIsMeasured()
    {
        string file = Path.Combine(Repository.Root, "docs", "failures.md");
        string[] parts = (await File.ReadAllTextAsync(file)).ReplaceLineEndings("\n").Split(Separator);
        Assert.Equal(2, parts.Length);
        int end = parts[1].IndexOf("\n\n", StringComparison.Ordinal) + 1;

        string measured = await FailureTable.MeasureAsync();

        if (measured != parts[1][..end])
        {
            string proposal = Path.Combine(AppContext.BaseDirectory, "failures.md");
            await File.WriteAllTextAsync(proposal, parts[0] + Separator + measured + parts[1][end..]);
            Assert.Fail($"docs/failures.md tells something else than what was measured. If that is right, copy {proposal} over it: {Environment.NewLine}{measured}");
        }
    }

    [Fact]
    public void Page_AboutFailures_NamesEveryKind()
    {
        string page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "failures.md"));

        string[] missing = [.. Enum.GetNames<LmStudioErrorKind>().Where(kind => !page.Contains($"| `{kind}` |", StringComparison.Ordinal))];
        Assert.Empty(missing);
    }
}
