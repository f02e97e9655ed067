using System.Text.Json;

namespace LmStudio.AI.Emulator;

/// <summary>Reads the fields of a JSON object and collects the errors of a strict zod schema, which LM Studio uses to validate requests.</summary>
/// <remarks>
/// The messages for missing fields, unknown keys and wrong discriminators are captured, as is joining several errors of a value with a comma. The other
/// messages and codes are zod's.
/// </remarks>
internal sealed class SchemaReader
{
    private readonly JsonElement _object;
    private readonly string? _path;
    private readonly List<SchemaIssue> _issues;
    private readonly HashSet<string> _known = [];

    /// <param name="value">The value that should be an object.</param>
    /// <param name="path">Where the value is, for example <c>input.0</c>; null for the body itself.</param>
    /// <param name="issues">Receives the errors.</param>
    public SchemaReader(JsonElement value, string? path, List<SchemaIssue> issues)
    {
        _object = value;
        _path = path;
        _issues = issues;
        if (value.ValueKind is not JsonValueKind.Object)
        {
            AddTypeIssue(null, "object", value);
        }
    }

    /// <summary>Parses a body. A missing body is treated as an empty object, as in Express.</summary>
    /// <exception cref="WireException">The body is not JSON.</exception>
    public static JsonDocument Parse(string body)
    {
        try
        {
            return JsonDocument.Parse(body.Length is 0 ? "{}" : body);
        }
        catch (JsonException)
        {
            throw WireErrors.InvalidJson();
        }
    }

    /// <exception cref="WireException">There are issues: the texts of all of them, with the code and the parameter of the first.</exception>
    public static void ThrowIfAny(List<SchemaIssue> issues)
    {
        if (issues.Count > 0)
        {
            throw WireErrors.InvalidRequest(string.Join(", ", issues.Select(static issue => issue.Message)), issues[0].Code, issues[0].Param);
        }
    }

    public string? String(string name, bool required = false, string? prefix = null)
    {
        if (Find(name, required) is not { } value)
        {
            return null;
        }

        if (value.ValueKind is not JsonValueKind.String)
        {
            AddTypeIssue(name, "string", value);
            return null;
        }

        string text = value.GetString()!;
        if (prefix is not null && !text.StartsWith(prefix, StringComparison.Ordinal))
        {
            Add(name, $"Invalid input: must start with \"{prefix}\"", "invalid_string");
        }

        return text;
    }

    public bool? Boolean(string name)
    {
        if (Find(name) is not { } value)
        {
            return null;
        }

        if (value.ValueKind is JsonValueKind.True or JsonValueKind.False)
        {
            return value.GetBoolean();
        }

        AddTypeIssue(name, "boolean", value);
        return null;
    }

    public double? Number(string name, double min, double max = double.PositiveInfinity)
    {
        if (Find(name) is not { } value)
        {
            return null;
        }

        if (value.ValueKind is not JsonValueKind.Number)
        {
            AddTypeIssue(name, "number", value);
            return null;
        }

        double number = value.GetDouble();
        if (number < min)
        {
            Add(name, $"Number must be greater than or equal to {min}", "too_small");
        }
        else if (number > max)
        {
            Add(name, $"Number must be less than or equal to {max}", "too_big");
        }

        return number;
    }

    public int? Integer(string name, int min)
    {
        double? number = Number(name, min);
        if (number is { } value && value != Math.Floor(value))
        {
            Add(name, "Expected integer, received float", "invalid_type");
        }

        return (int?)number;
    }

    public IReadOnlyList<string>? Strings(string name)
    {
        if (Array(name) is not { } array)
        {
            return null;
        }

        foreach (JsonElement wrong in array.Where(static item => item.ValueKind is not JsonValueKind.String))
        {
            AddTypeIssue(name, "string", wrong);
        }

        return [.. array.Where(static item => item.ValueKind is JsonValueKind.String).Select(static item => item.GetString()!)];
    }

    public IReadOnlyDictionary<string, string>? StringMap(string name)
    {
        if (Find(name) is not { } value)
        {
            return null;
        }

        if (value.ValueKind is not JsonValueKind.Object)
        {
            AddTypeIssue(name, "object", value);
            return null;
        }

        foreach (JsonProperty wrong in value.EnumerateObject().Where(static property => property.Value.ValueKind is not JsonValueKind.String))
        {
            AddTypeIssue(name, "string", wrong.Value);
        }

        return value.EnumerateObject()
            .Where(static property => property.Value.ValueKind is JsonValueKind.String)
            .ToDictionary(static property => property.Name, static property => property.Value.GetString()!);
    }

    public IReadOnlyList<JsonElement>? Array(string name, bool required = false)
    {
        if (Find(name, required) is not { } value)
        {
            return null;
        }

        if (value.ValueKind is JsonValueKind.Array)
        {
            return [.. value.EnumerateArray()];
        }

        AddTypeIssue(name, "array", value);
        return null;
    }

    /// <summary>Finds a field whose type the caller checks. A field with the value null is present: the server rejects nulls.</summary>
    public JsonElement? Find(string name, bool required = false)
    {
        _known.Add(name);
        if (_object.ValueKind is not JsonValueKind.Object)
        {
            return null;
        }

        if (_object.TryGetProperty(name, out JsonElement value))
        {
            return value;
        }

        if (required)
        {
            // The form with double quotes is the documented one; the other was captured below 'input'.
            Add(name, _path is null ? $"\"{name}\" is required" : $"'{_path}.{name}' is required", "missing_required_parameter");
        }

        return null;
    }

    /// <summary>Adds an error for every unknown key. Call this last, as zod does.</summary>
    public void RefuseUnknownKeys()
    {
        if (_object.ValueKind is not JsonValueKind.Object)
        {
            return;
        }

        List<string> unknown = _object.EnumerateObject().Select(static property => property.Name).Where(name => !_known.Contains(name)).Select(static name => $"'{name}'").ToList();
        if (unknown.Count > 0)
        {
            _issues.Add(new($"Unrecognized key(s) in object: {string.Join(", ", unknown)}", "unrecognized_keys", null));
        }
    }

    public static string TypeName(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.True or JsonValueKind.False => "boolean",
        var kind => kind.ToString().ToLowerInvariant(),
    };

    private void AddTypeIssue(string? name, string expected, JsonElement received) =>
        Add(name, $"Expected {expected}, received {TypeName(received)}", "invalid_type");

    private void Add(string? name, string message, string code) => _issues.Add(new(message, code, name));
}
