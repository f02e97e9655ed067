using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace LmStudio.AI;

/// <summary>
/// Rewrites all references of a schema to its <c>$defs</c>. .NET refers to the first occurrence of a type, like <c>#/properties/a/items</c> or
/// <c>#</c>, which engines do not resolve; the referenced schema is copied to the definitions. Dangling references are removed.
/// </summary>
internal sealed class SchemaReferences(JsonObject schema)
{
    private const string Prefix = "#/$defs/";

    /// <summary>The schema as it was given: the other one is rewritten meanwhile.</summary>
    private readonly JsonObject _root = (JsonObject)schema.DeepClone();

    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);
    private readonly Queue<(string Name, JsonNode Target)> _moved = new();

    /// <summary>Returns whether engines resolve a reference to a definition of that name, which they do not decode.</summary>
    public static bool IsPortableName(string name) =>
        name.Length > 0 && name.All(static c => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '_' or '-' or '.');

    /// <summary>Replaces a reference at the root by its target: engines only accept parameters whose type is object.</summary>
    public static void InlineRoot(JsonObject root)
    {
        if (GetReference(root) is { } reference && Resolve(root, reference) is JsonObject target)
        {
            _ = root.Remove("$ref");
            foreach (KeyValuePair<string, JsonNode?> member in target)
            {
                if (!root.ContainsKey(member.Key))
                {
                    root[member.Key] = member.Value?.DeepClone();
                }
            }
        }
    }

    /// <summary>Rewrites the reference of a schema, if it has one.</summary>
    public void Rewrite(JsonObject schema)
    {
        if (!schema.ContainsKey("$ref"))
        {
            return;
        }

        string reference = GetReference(schema) ?? "";
        if (Resolve(_root, reference) is { } target)
        {
            schema["$ref"] = Prefix + GetName(reference, target);
            return;
        }

        _ = schema.Remove("$ref");
        if (reference.Length > 0 && reference[0] != '#')
        {
            SchemaLimits.Describe(schema, $"As {reference} defines it.");
        }
    }

    /// <summary>Removes and returns one of the schemas that must be added to the definitions.</summary>
    public bool TryTakeMoved([NotNullWhen(true)] out string? name, [NotNullWhen(true)] out JsonNode? target)
    {
        if (_moved.Count == 0)
        {
            name = null;
            target = null;
            return false;
        }

        (name, target) = _moved.Dequeue();
        return true;
    }

    private static string? GetReference(JsonObject schema) => schema["$ref"] is JsonValue value && value.TryGetValue(out string? reference) ? reference : null;

    /// <summary>Finds the target of a reference. Returns <see langword="null"/> if there is none or it only refers to itself.</summary>
    private static JsonNode? Resolve(JsonObject root, string reference)
    {
        HashSet<string> seen = new(StringComparer.Ordinal);
        JsonNode? first = null;
        for (string? next = reference; next is not null;)
        {
            if (!seen.Add(next) || Find(root, next) is not { } target)
            {
                return null;
            }

            first ??= target;
            next = target is JsonObject schema ? GetReference(schema) : null;
        }

        return first;
    }

    private static JsonNode? Find(JsonObject root, string reference)
    {
        if (reference.Length == 0 || reference[0] != '#' || (reference.Length > 1 && reference[1] != '/'))
        {
            return null;
        }

        JsonNode? node = root;
        foreach (string segment in Split(reference))
        {
            node = node switch
            {
                JsonObject members => members[segment],
                JsonArray items when int.TryParse(segment, NumberStyles.None, CultureInfo.InvariantCulture, out int index) && index < items.Count => items[index],
                _ => null,
            };
        }

        // Nothing else is a schema, although a reference may point to it.
        return node?.GetValueKind() is JsonValueKind.Object or JsonValueKind.True or JsonValueKind.False ? node : null;
    }

    private static IEnumerable<string> Split(string reference) => reference.Length < 2 ? [] : reference.Substring(2).Split('/').Select(static segment =>
        Uri.UnescapeDataString(segment).Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal));

    private string GetName(string reference, JsonNode target)
    {
        if (_names.TryGetValue(reference, out string? name))
        {
            return name;
        }

        if (reference.StartsWith(Prefix, StringComparison.Ordinal) && IsPortableName(reference.Substring(Prefix.Length)))
        {
            name = reference.Substring(Prefix.Length);
        }
        else
        {
            name = MakeName(reference);
            _moved.Enqueue((name, target.DeepClone()));
        }

        return _names[reference] = name;
    }

    /// <summary>Creates a name from the words of a reference, without schema keywords.</summary>
    private string MakeName(string reference)
    {
        string words = string.Join("_", Split(reference).Where(static segment => segment is not ("properties" or "$defs" or "definitions")));
        string name = words.Length == 0 ? "root" : new string([.. words.Select(static c => IsPortableName(c.ToString()) ? c : '_')]);
        string free = name;
        for (int number = 2; _names.ContainsValue(free) || (_root["$defs"] as JsonObject)?.ContainsKey(free) == true; number++)
        {
            free = name + "_" + number.ToString(CultureInfo.InvariantCulture);
        }

        return free;
    }
}
