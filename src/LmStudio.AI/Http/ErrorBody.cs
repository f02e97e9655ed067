namespace LmStudio.AI;

/// <summary>What a server says of an error, whichever of its shapes it came in.</summary>
internal sealed class ErrorBody
{
    public string? Message { get; init; }

    public string? Type { get; init; }

    public string? Code { get; init; }

    public string? Param { get; init; }
}
