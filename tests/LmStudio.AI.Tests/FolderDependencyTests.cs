using System.Text.RegularExpressions;

namespace LmStudio.AI.Tests;

/// <summary>
/// The dependencies between the folders of the connector. Not in the table, as all folders may use them: the public types in the root folder, JSON contexts (which
/// list types), diagnostics and polyfills.
/// </summary>
public sealed partial class FolderDependencyTests
{
    private static readonly (string Folder, string[] Allowed)[] Table =
    [
        ("Http", []),
        ("Models", ["Http"]),
        ("Embeddings", ["Http", "Models"]),
        ("Completions", ["Http"]),

        // Shared by all endpoints. The turn is the data that they exchange.
        ("Chat/Events", []),
        ("Chat/Schemas", ["Http"]),
        ("Chat/Mcp", []),
        ("Chat/Content", ["Chat", "Chat/Routing", "Models"]),
        ("Chat/Tools", ["Chat", "Chat/Content", "Chat/Routing", "Chat/Schemas"]),
        ("Chat/Conversations", ["Chat/Content"]),
        ("Chat/Routing", ["Chat/Content", "Chat/Mcp", "Chat/Schemas", "Chat/Tools", "Http"]),

        // An endpoint must not use another one.
        ("Chat/Native", ["Chat", "Chat/Content", "Chat/Conversations", "Chat/Events", "Chat/Mcp", "Chat/Routing", "Chat/Tools", "Http"]),
        ("Chat/ChatCompletions", ["Chat", "Chat/Content", "Chat/Conversations", "Chat/Events", "Chat/Routing", "Chat/Schemas", "Chat/Tools", "Http"]),
        ("Chat/Responses", ["Chat", "Chat/Content", "Chat/Conversations", "Chat/Events", "Chat/Mcp", "Chat/Routing", "Chat/Schemas", "Chat/Tools", "Http"]),
        ("Chat/Messages", ["Chat", "Chat/Content", "Chat/Conversations", "Chat/Events", "Chat/Routing", "Chat/Schemas", "Chat/Tools", "Http"]),

        // Plans a turn, sends it and reads its response. Only the chat client knows the endpoints.
        ("Chat", ["Chat/Content", "Chat/Conversations", "Chat/Events", "Chat/Mcp", "Chat/Routing", "Chat/Tools", "Http", "Models"]),
    ];

    private static readonly Dictionary<string, string> Sources = ReadSources();

    public static TheoryData<string> Folders => [.. Table.Select(static row => row.Folder)];

    [Theory]
    [MemberData(nameof(Folders))]
    public void Folder_UsesOnlyAllowedFolders(string folder) =>
        Assert.DoesNotContain(FindUses(folder), use => !Table.Single(row => row.Folder == folder).Allowed.Contains(use.Folder));

    [Theory]
    [MemberData(nameof(Folders))]
    public void Folder_UsesAllAllowedFolders(string folder) =>
        Assert.Empty(Table.Single(row => row.Folder == folder).Allowed.Except(FindUses(folder).Select(static use => use.Folder)));

    [Fact]
    public void Table_HasEveryFolder() => Assert.Equal(
        Directory.EnumerateDirectories(Path.Combine(Repository.Root, "src", "LmStudio.AI", "Chat")).Select(static path => "Chat/" + Path.GetFileName(path)).Order(StringComparer.Ordinal),
        Table.Select(static row => row.Folder).Where(static folder => folder.StartsWith("Chat/", StringComparison.Ordinal)).Order(StringComparer.Ordinal));

    private static IEnumerable<(string Type, string Folder)> FindUses(string folder)
    {
        HashSet<string> words = [.. Word().Matches(NoCode().Replace(Sources[folder], "")).Select(static match => match.Value)];
        return Table.Where(row => row.Folder != folder)
            .SelectMany(static row => Declaration().Matches(Sources[row.Folder]).Select(match => (Type: match.Groups["name"].Value, row.Folder)))
            .Where(use => words.Contains(use.Type));
    }

    private static Dictionary<string, string> ReadSources() => Table.ToDictionary(static row => row.Folder, static row =>
        string.Concat(Directory.EnumerateFiles(
            Path.Combine(Repository.Root, "src", "LmStudio.AI", row.Folder), "*.cs", row.Folder == "Chat" ? SearchOption.TopDirectoryOnly : SearchOption.AllDirectories).Select(File.ReadAllText)));

    [GeneratedRegex(@"^(?:public|internal)(?: static| sealed| abstract| partial| readonly)* (?:class|record struct|record|struct|interface|enum) (?<name>\w+)", RegexOptions.Multiline)]
    private static partial Regex Declaration();

    [GeneratedRegex("//[^\n]*|\"[\\w ]*\"")]
    private static partial Regex NoCode();

    [GeneratedRegex(@"\b[A-Z]\w+\b")]
    private static partial Regex Word();
}
