using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace PipelineSample;

/// <summary>The section <c>Chat</c>: who answers, and what the middleware does.</summary>
internal sealed class PipelineSettings
{
    public const string Section = "Chat";

    /// <summary>Gets or sets the name of the endpoint that answers: a section of <c>Endpoints</c>.</summary>
    public string Primary { get; set; } = "";

    /// <summary>Gets or sets the name of the endpoint that answers when the primary one cannot; empty for none.</summary>
    public string Fallback { get; set; } = "";

    /// <summary>Gets or sets a value indicating whether a question that was answered before has its answer from the cache.</summary>
    public bool Cache { get; set; } = true;

    /// <summary>Gets or sets how many requests a minute may go out. What comes sooner waits.</summary>
    public int RequestsPerMinute { get; set; } = 60;

    /// <summary>Gets the names of all endpoints that are used.</summary>
    public IEnumerable<string> EndpointNames => HasFallback ? [Primary, Fallback] : [Primary];

    public bool HasFallback => Fallback.Length > 0;

    /// <exception cref="OptionsValidationException">A setting cannot be right.</exception>
    /// <exception cref="InvalidOperationException">A setting is of the wrong type.</exception>
    public static PipelineSettings Read(IConfiguration configuration)
    {
        PipelineSettings settings = configuration.GetSection(Section).Get<PipelineSettings>() ?? new();
        string[] failures = [.. settings.Check()];
        return failures.Length == 0 ? settings : throw new OptionsValidationException(Section, typeof(PipelineSettings), failures);
    }

    private IEnumerable<string> Check()
    {
        if (Primary.Length == 0)
        {
            yield return $"'{Section}:{nameof(Primary)}' is empty. Name one of the sections of 'Endpoints'.";
        }

        if (HasFallback && Fallback == Primary)
        {
            yield return $"'{Section}:{nameof(Fallback)}' is the primary endpoint, '{Primary}'. Name another, or none.";
        }

        if (RequestsPerMinute < 1)
        {
            yield return $"'{Section}:{nameof(RequestsPerMinute)}' is {RequestsPerMinute}. It must be at least 1.";
        }
    }
}
