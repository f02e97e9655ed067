using System.Text.RegularExpressions;

namespace LmStudio.AI.Tests;

/// <summary>
/// The folders of the connector are rooms, and this is who may use whom. Not in the table: the public types in the root folder, JSON contexts (which list types),
/// diagnostics and polyfills, which all may use.
/// </summary>
public sealed partial class RoomTests
{
    private static readonly (string Room, string[] MayUse)[] Table =
    [
        ("Http", []),
        ("Models", ["Http"]),
        ("Embeddings", ["Http", "Models"]),
        ("Completions", ["Http"]),

        // What all endpoints share. The turn is the data that they hand on.
        ("Chat/Events", []),
        ("Chat/Schemas", ["Http"]),
        ("Chat/Mcp", []),
        ("Chat/Content", ["Chat", "Chat/Routing", "Models"]),
        ("Chat/Tools", ["Chat", "Chat/Content", "Chat/Routing", "Chat/Schemas"]),
        ("Chat/Conversations", ["Chat/Content"]),
        ("Chat/Routing", ["Chat/Content", "Chat/Mcp", "Chat/Schemas", "Chat/Tools", "Http"]),

        // An endpoint knows no other.
        ("Chat/Native", ["Chat", "Chat/Content", "Chat/Conversations", "Chat/Events", "Chat/Mcp", "Chat/Routing", "Chat/Tools", "Http"]),
        ("Chat/ChatCompletions", ["Chat", "Chat/Content", "Chat/Conversations", "Chat/Events", "Chat/Routing", "Chat/Schemas", "Chat/Tools", "Http"]),
        ("Chat/Responses", ["Chat", "Chat/Content", "Chat/Conversations", "Chat/Events", "Chat/Mcp", "Chat/Routing", "Chat/Schemas", "Chat/Tools", "Http"]),
        ("Chat/Messages", ["Chat", "Chat/Content", "Chat/Conversations", "Chat/Events", "Chat/Routing", "Chat/Schemas", "Chat/Tools", "Http"]),

        // Plans a turn, sends it, reads its answer. Which endpoints there are, only the chat client knows.
        ("Chat", ["Chat/Content", "Chat/Conversations", "Chat/Events", "Chat/Mcp", "Chat/Routing", "Chat/Tools", "Http", "Models"]),
    ];

    private static readonly Dictionary<string, string> Sources = ReadSources();

    public static TheoryData<string> Rooms => [.. Table.Select(static row => row.Room)];

    [Theory]
    [MemberData(nameof(Rooms))]
    public void Room_UsesOnlyWhatItMay(string room) =>
        Assert.DoesNotContain(FindUses(room), use => !Table.Single(row => row.Room == room).MayUse.Contains(use.Room));

    [Theory]
    [MemberData(nameof(Rooms))]
    public void Room_UsesAllThatItMay(string room) =>
        Assert.Empty(Table.Single(row => row.Room == room).MayUse.Except(FindUses(room).Select(static use => use.Room)));

    [Fact]
    public void Table_HasEachRoom() => Assert.Equal(
        Directory.EnumerateDirectories(Path.Combine(Repository.Root, "src", "LmStudio.AI", "Chat")).Select(static path => "Chat/" + Path.GetFileName(path)).Order(StringComparer.Ordinal),
        Table.Select(static row => row.Room).Where(static room => room.StartsWith("Chat/", StringComparison.Ordinal)).Order(StringComparer.Ordinal));

    private static IEnumerable<(string Type, string Room)> FindUses(string room)
    {
        HashSet<string> words = [.. Word().Matches(NoCode().Replace(Sources[room], "")).Select(static match => match.Value)];
        return Table.Where(row => row.Room != room)
            .SelectMany(static row => Declaration().Matches(Sources[row.Room]).Select(match => (Type: match.Groups["name"].Value, row.Room)))
            .Where(use => words.Contains(use.Type));
    }

    private static Dictionary<string, string> ReadSources() => Table.ToDictionary(static row => row.Room, static row =>
        string.Concat(Directory.EnumerateFiles(
            Path.Combine(Repository.Root, "src", "LmStudio.AI", row.Room), "*.cs", row.Room == "Chat" ? SearchOption.TopDirectoryOnly : SearchOption.AllDirectories).Select(File.ReadAllText)));

    [GeneratedRegex(@"^(?:public|internal)(?: static| sealed| abstract| partial| readonly)* (?:class|record struct|record|struct|interface|enum) (?<name>\w+)", RegexOptions.Multiline)]
    private static partial Regex Declaration();

    [GeneratedRegex("//[^\n]*|\"[\\w ]*\"")]
    private static partial Regex NoCode();

    [GeneratedRegex(@"\b[A-Z]\w+\b")]
    private static partial Regex Word();
}
