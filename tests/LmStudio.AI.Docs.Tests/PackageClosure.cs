using System.Text.Json.Nodes;
using Microsoft.CodeAnalysis;

namespace LmStudio.AI.Docs.Tests;

/// <summary>What a project can use that has some packages installed: the framework, the packages, and what they depend on.</summary>
internal static class PackageClosure
{
    public static IEnumerable<MetadataReference> GetReferences(IEnumerable<string> packages)
    {
        Dictionary<string, JsonObject> libraries = ReadLibraries();
        HashSet<string> all = [.. libraries.Values.SelectMany(GetAssemblies)];
        HashSet<string> closure = [];
        Queue<string> pending = new(packages);
        HashSet<string> seen = new(StringComparer.OrdinalIgnoreCase);
        while (pending.TryDequeue(out string? package))
        {
            if (seen.Add(package) && libraries.TryGetValue(package, out JsonObject? library))
            {
                closure.UnionWith(GetAssemblies(library));
                foreach (KeyValuePair<string, JsonNode?> dependency in library["dependencies"]?.AsObject() ?? [])
                {
                    pending.Enqueue(dependency.Key);
                }
            }
        }

        return ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path) is { } name && (closure.Contains(name) || !all.Contains(name)))
            .Select(static path => MetadataReference.CreateFromFile(path));
    }

    /// <summary>Reads from the description of these tests' own dependencies what each package brings.</summary>
    private static Dictionary<string, JsonObject> ReadLibraries()
    {
        string file = Path.Combine(AppContext.BaseDirectory, $"{typeof(PackageClosure).Assembly.GetName().Name}.deps.json");
        JsonObject target = JsonNode.Parse(File.ReadAllText(file))!["targets"]!.AsObject().First().Value!.AsObject();
        return target.ToDictionary(static library => library.Key.Split('/')[0], static library => library.Value!.AsObject(), StringComparer.OrdinalIgnoreCase);
    }

    private static IEnumerable<string> GetAssemblies(JsonObject library) =>
        (library["runtime"]?.AsObject() ?? []).Select(static assembly => Path.GetFileName(assembly.Key));
}
