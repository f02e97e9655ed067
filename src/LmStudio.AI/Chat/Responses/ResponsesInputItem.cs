namespace LmStudio.AI;

/// <summary>An item of what came before the answer: a message, a function call or the output of one.</summary>
internal sealed class ResponsesInputItem
{
    public required string Type { get; init; }

    /// <summary>Gets the role of a message.</summary>
    public string? Role { get; init; }

    /// <summary>Gets the parts of a message.</summary>
    public IReadOnlyList<ResponsesInputPart>? Content { get; init; }

    /// <summary>Gets the id that joins a call and its output.</summary>
    public string? CallId { get; init; }

    /// <summary>Gets the function that was called.</summary>
    public string? Name { get; init; }

    /// <summary>Gets the arguments of a call, as the text of a JSON object.</summary>
    public string? Arguments { get; init; }

    /// <summary>Gets what a call gave.</summary>
    public string? Output { get; init; }
}
