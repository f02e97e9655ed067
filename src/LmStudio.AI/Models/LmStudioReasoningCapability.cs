namespace LmStudio.AI;

/// <summary>The reasoning settings that a model accepts. The server rejects others.</summary>
public sealed class LmStudioReasoningCapability
{
    /// <summary>Gets or sets the accepted values: some of <c>off</c>, <c>on</c>, <c>low</c>, <c>medium</c>, <c>high</c>, <c>xhigh</c>.</summary>
    public IList<string> AllowedOptions { get; set => field = value ?? []; } = [];

    /// <summary>Gets or sets the value for requests that do not specify one.</summary>
    public string? Default { get; set; }
}
