using System.Text.RegularExpressions;

namespace LmStudio.AI.Tests;

/// <summary>The folder of an endpoint knows no other: what two of them share is in <c>Chat/</c>.</summary>
public sealed partial class EndpointFolderTests
{
    private static readonly string[] Folders = ["Native", "ChatCompletions", "Responses", "Messages"];

    public static TheoryData<string> Endpoints => [.. Folders];

    [Theory]
    [MemberData(nameof(Endpoints))]
    public void Folder_OfAnEndpoint_NamesNoTypeOfAnother(string folder)
    {
        HashSet<string> others = [.. Folders.Where(other => other != folder).SelectMany(ReadFiles).SelectMany(static text => Declaration().Matches(text)).Select(static match => match.Groups["name"].Value)];

        IEnumerable<string> named = ReadFiles(folder).SelectMany(static text => Word().Matches(text)).Select(static match => match.Value).Where(others.Contains).Distinct();

        Assert.NotEmpty(others);
        Assert.Empty(named);
    }

    private static IEnumerable<string> ReadFiles(string folder) =>
        Directory.EnumerateFiles(Path.Combine(Repository.Root, "src", "LmStudio.AI", "Chat", folder), "*.cs", SearchOption.AllDirectories).Select(File.ReadAllText);

    [GeneratedRegex(@"^(?:public|internal)(?: static| sealed| abstract| partial)* (?:class|record|struct|interface|enum) (?<name>\w+)", RegexOptions.Multiline)]
    private static partial Regex Declaration();

    [GeneratedRegex(@"\b[A-Z]\w+\b")]
    private static partial Regex Word();
}
