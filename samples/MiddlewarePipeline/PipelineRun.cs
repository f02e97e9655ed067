using Microsoft.Extensions.Hosting;

namespace PipelineSample;

/// <summary>The settings of the command line.</summary>
internal sealed class PipelineRun
{
    /// <summary>Gets the name of the environment, or null to use <c>DOTNET_ENVIRONMENT</c>.</summary>
    public string? Environment { get; init; }

    /// <summary>Gets settings in the format of the generic host: <c>--Chat:Primary=demo</c>.</summary>
    public IReadOnlyList<string> Settings { get; init; } = [];

    /// <summary>Gets the questions, or an empty list to read them from the input.</summary>
    public IReadOnlyList<string> Prompts { get; init; } = [];

    /// <summary>Gets a callback with which a test configures the host.</summary>
    public Action<HostApplicationBuilder>? Configure { get; init; }
}
