namespace LmStudio.AI;

/// <summary>A parameter of a tool.</summary>
internal sealed class ModelToolParameter(string name, string type, string description)
{
    public string Name { get; } = name;

    public string Type { get; } = type;

    public string Description { get; } = description;

    public bool IsRequired { get; init; }

    /// <summary>Gets the allowed values, or <see langword="null"/> for any.</summary>
    public IEnumerable<string>? Values { get; init; }
}
