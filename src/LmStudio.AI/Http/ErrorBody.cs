namespace LmStudio.AI;

/// <summary>The error that a server reported, in any of its formats.</summary>
internal sealed class ErrorBody
{
    public string? Message { get; init; }

    public string? Type { get; init; }

    public string? Code { get; init; }

    public string? Param { get; init; }
}
