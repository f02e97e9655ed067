namespace LmStudio.AI;

/// <summary>An item of the input: a message, a function call or the output of one.</summary>
internal sealed class ResponsesInputItem
{
    public required string Type { get; init; }

    /// <summary>Gets the role of a message.</summary>
    public string? Role { get; init; }

    /// <summary>Gets the parts of a message.</summary>
    public IReadOnlyList<ResponsesInputPart>? Content { get; init; }

    /// <summary>Gets the id that a call and its output share.</summary>
    public string? CallId { get; init; }

    /// <summary>Gets the name of the called function.</summary>
    public string? Name { get; init; }

    /// <summary>Gets the arguments of a call: a JSON object as a string.</summary>
    public string? Arguments { get; init; }

    /// <summary>Gets the output of a call.</summary>
    public string? Output { get; init; }
}
