using System.Text.RegularExpressions;

namespace LmStudio.AI.Docs.Tests;

/// <summary>Links between the documents of the repository.</summary>
public sealed partial class LinkTests
{
    public static TheoryData<string> Documents =>
    [
        .. Directory.EnumerateFiles(Repository.Root, "*.md", SearchOption.AllDirectories)
            .Select(static path => Path.GetRelativePath(Repository.Root, path).Replace('\\', '/'))
            .Where(static path => !path.Split('/').Any(static part => part is "bin" or "obj" or "artifacts" or "node_modules" or ".git"))
            .Order(StringComparer.Ordinal),
    ];

    [Theory]
    [MemberData(nameof(Documents))]
    public void EveryLink_OfADocument_LeadsSomewhere(string document)
    {
        string text = File.ReadAllText(Path.Combine(Repository.Root, document));
        IEnumerable<string> broken = Links(text).Where(link => !Resolves(document, link));

        Assert.Empty(broken);
    }

    [Fact]
    public void ALink_ToNothing_IsFound()
    {
        Assert.False(Resolves("README.md", "docs/none.md"));
        Assert.False(Resolves("README.md", "docs/hosting.md#none"));
        Assert.True(Resolves("README.md", "docs/hosting.md#register"));
    }

    /// <summary>Returns the relative links and those inside the page, but not the ones of code.</summary>
    private static IEnumerable<string> Links(string text) =>
        Link().Matches(Code().Replace(text, ""))
            .Select(static match => match.Groups["target"].Value)
            .Concat(Definition().Matches(Code().Replace(text, "")).Select(static match => match.Groups["target"].Value))
            .Where(static target => !target.Contains("://", StringComparison.Ordinal) && !target.StartsWith("mailto:", StringComparison.Ordinal))

            // Pages of the public host that are not files.
            .Where(static target => !target.StartsWith("../../", StringComparison.Ordinal) || !target.Contains("actions/", StringComparison.Ordinal));

    private static bool Resolves(string document, string link)
    {
        string[] parts = link.Split('#', 2);
        string from = Path.Combine(Repository.Root, document);
        string path = parts[0].Length == 0 ? from : Path.GetFullPath(Path.Combine(Path.GetDirectoryName(from)!, parts[0]));
        if (parts.Length == 1)
        {
            return File.Exists(path) || Directory.Exists(path);
        }

        return File.Exists(path) && Headings(File.ReadAllText(path)).Contains(parts[1]);
    }

    /// <summary>Returns the anchors of a page, as the public host and docfx make them.</summary>
    private static IEnumerable<string> Headings(string text) =>
        Heading().Matches(Fence().Replace(text, "")).Select(static match => Unwanted().Replace(match.Groups["title"].Value.Trim().ToLowerInvariant(), "").Replace(' ', '-'));

    [GeneratedRegex(@"\]\((?<target>[^()\s]+)(?:\s+""[^""]*"")?\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"^\[[^\]]+\]:\s*(?<target>\S+)", RegexOptions.Multiline)]
    private static partial Regex Definition();

    [GeneratedRegex("^```.*?^```|`[^`\n]*`", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Code();

    [GeneratedRegex("^```.*?^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();

    [GeneratedRegex(@"^#{1,6}\s+(?<title>.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex Unwanted();
}
