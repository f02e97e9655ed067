using Microsoft.Extensions.Hosting;

namespace PipelineSample;

/// <summary>What the command line asks for.</summary>
internal sealed class PipelineRun
{
    /// <summary>Gets the name of the configuration; null for that of <c>DOTNET_ENVIRONMENT</c>.</summary>
    public string? Environment { get; init; }

    /// <summary>Gets settings in the form of the generic host: <c>--Chat:Primary=demo</c>.</summary>
    public IReadOnlyList<string> Settings { get; init; } = [];

    /// <summary>Gets the questions to answer; empty for those of the input.</summary>
    public IReadOnlyList<string> Prompts { get; init; } = [];

    /// <summary>Gets what a test changes in the host.</summary>
    public Action<HostApplicationBuilder>? Configure { get; init; }
}
