namespace LmStudio.AI.PublicApi.Tests;

/// <summary>The checked-in public API of a package.</summary>
internal sealed class ApprovedApi(string file, bool update)
{
    private const string UpdateVariable = "UPDATE_PUBLIC_API";

    public static string Folder { get; } = Path.Combine(Repository.Root, "tests", "LmStudio.AI.PublicApi.Tests", "Api");

    public static ApprovedApi Of(string package) =>
        new(Path.Combine(Folder, package + ".txt"), Environment.GetEnvironmentVariable(UpdateVariable) is "1" or "true");

    /// <summary>Compares the API with the approved one, or approves it when updating.</summary>
    /// <returns>What differs and how to approve it; <see langword="null"/> when nothing differs.</returns>
    public string? Check(string api)
    {
        string[] actual = Lines(api);
        if (update)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, string.Join('\n', actual) + "\n");
            return null;
        }

        string[] approved = File.Exists(file) ? Lines(File.ReadAllText(file)) : [];
        if (approved.SequenceEqual(actual))
        {
            return null;
        }

        string[] removed = [.. Without(approved, actual).Select(static line => "- " + line)];
        string[] added = [.. Without(actual, approved).Select(static line => "+ " + line)];
        string changes = removed.Length + added.Length == 0 ? "The same lines in another order." : string.Join('\n', [.. removed, .. added]);
        return $"""
            The public API differs from {Path.GetFileName(file)}:

            {changes}

            If this is intended, run these tests once with {UpdateVariable}=1 and commit the changed file:
                {UpdateVariable}=1 dotnet test tests/LmStudio.AI.PublicApi.Tests
            """;
    }

    /// <summary>Returns the lines that <paramref name="other"/> lacks; a line that occurs twice has to be there twice.</summary>
    private static IEnumerable<string> Without(string[] lines, string[] other)
    {
        List<string> rest = [.. other];
        return [.. lines.Where(line => !rest.Remove(line))];
    }

    private static string[] Lines(string text) => text.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');
}
