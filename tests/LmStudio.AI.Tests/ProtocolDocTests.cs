using System.Text.RegularExpressions;

namespace LmStudio.AI.Tests;

/// <summary>Keeps docs/protocol.md, and the pages beside it that are named like it, and the tests together.</summary>
public partial class ProtocolDocTests
{
    [Fact]
    public void Protocol_NamedTests_Exist()
    {
        string[] names = [.. TestName().Matches(ReadAllProtocols()).Select(static match => match.Groups[1].Value).Distinct()];

        Assert.True(names.Length > 50);
        string[] files = [.. ReadTestFiles()];
        string[] missing = [.. names.Where(name => !IsTest(name, files))];
        Assert.Empty(missing);
    }

    [Fact]
    public void Protocol_Facts_HaveEvidenceAndATestOrAReason()
    {
        string[] incomplete = [.. ReadFacts().Where(static fact => !Evidence().IsMatch(fact) || !(fact.Contains("Test: `") || fact.Contains("Tests: `") || fact.Contains("No test")))];

        Assert.Empty(incomplete);
    }

    [Fact]
    public void Protocol_References_HaveAddresses()
    {
        string protocol = ReadProtocol();
        HashSet<string> addresses = [.. Address().Matches(protocol).Select(static match => match.Groups[1].Value)];
        string[] references = [.. Reference().Matches(Code().Replace(protocol, "")).Select(static match => match.Groups[1].Value).Distinct()];

        Assert.Empty(references.Except(addresses));
        Assert.Empty(addresses.Except(references));
    }

    /// <summary>Comments in tests point to sections like this: protocol.md, "Streaming".</summary>
    [Fact]
    public void Tests_SectionsThatCommentsName_Exist()
    {
        string protocols = ReadAllProtocols();
        string[] sections =
        [
            .. ReadTestFiles()
                .SelectMany(static text => Section().Matches(text))
                .Select(static match => match.Groups[1].Value)
                .Distinct(),
        ];

        Assert.NotEmpty(sections);
        string[] missing = [.. sections.Where(section => !protocols.Contains($"\n## {section}\n", StringComparison.Ordinal))];
        Assert.Empty(missing);
    }

    /// <summary>Returns whether some test project has a test of this name. They are read as text: this project does not reference the others.</summary>
    private static bool IsTest(string name, string[] files)
    {
        string[] parts = name.Split('.');
        string[] methods = [.. new[] { "async Task", "Task", "void" }.SelectMany(type => new[] { $"\n    public {type} {parts[1]}(", $"\n    public static {type} {parts[1]}(" })];
        return files.Any(text => text.Contains($"class {parts[0]}", StringComparison.Ordinal) && methods.Any(method => text.Contains(method, StringComparison.Ordinal)));
    }

    private static IEnumerable<string> ReadTestFiles() =>
        Directory.EnumerateFiles(Path.Combine(Repository.Root, "tests"), "*.cs", SearchOption.AllDirectories)
            .Where(static path => !path.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .Select(static path => File.ReadAllText(path));

    /// <summary>Returns the list items of the sections.</summary>
    private static IEnumerable<string> ReadFacts()
    {
        string protocol = ReadProtocol();
        return protocol[protocol.IndexOf("\n## ", StringComparison.Ordinal)..].Split('\n').Where(static line => line.StartsWith("- ", StringComparison.Ordinal));
    }

    private static string ReadAllProtocols() =>
        string.Concat(Directory.EnumerateFiles(Path.Combine(Repository.Root, "docs"), "protocol*.md").Select(static path => "\n" + File.ReadAllText(path)));

    private static string ReadProtocol() => File.ReadAllText(Path.Combine(Repository.Root, "docs", "protocol.md"));

    [GeneratedRegex(@"`(\w+Tests\.\w+)`")]
    private static partial Regex TestName();

    [GeneratedRegex(@"\*\*(documented|captured|third party|inferred|unknown)\*\*")]
    private static partial Regex Evidence();

    [GeneratedRegex(@"^\[([^\]]+)\]: https://", RegexOptions.Multiline)]
    private static partial Regex Address();

    [GeneratedRegex(@"\[([A-Za-z#][\w.#-]*)\](?![:(])")]
    private static partial Regex Reference();

    [GeneratedRegex("`[^`]*`")]
    private static partial Regex Code();

    [GeneratedRegex("protocol\\.md, \"([^\"]+)\"")]
    private static partial Regex Section();
}
