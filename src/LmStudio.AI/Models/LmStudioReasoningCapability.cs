namespace LmStudio.AI;

/// <summary>The reasoning settings that a model accepts. The server refuses others.</summary>
public sealed class LmStudioReasoningCapability
{
    /// <summary>Gets or sets the accepted values: some of <c>off</c>, <c>on</c>, <c>low</c>, <c>medium</c>, <c>high</c>, <c>xhigh</c>.</summary>
    public IList<string> AllowedOptions { get; set => field = value ?? []; } = [];

    /// <summary>Gets or sets the value in force when a request sets none.</summary>
    public string? Default { get; set; }
}
