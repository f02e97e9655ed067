using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace PipelineSample;

/// <summary>The section <c>Chat</c>: the endpoints and the settings of the middleware.</summary>
internal sealed class PipelineSettings
{
    public const string Section = "Chat";

    /// <summary>Gets or sets the name of the primary endpoint, a section of <c>Endpoints</c>.</summary>
    public string Primary { get; set; } = "";

    /// <summary>Gets or sets the name of the endpoint that is used if the primary one is not available, or an empty string for none.</summary>
    public string Fallback { get; set; } = "";

    /// <summary>Gets or sets a value indicating whether responses to repeated questions come from the cache.</summary>
    public bool Cache { get; set; } = true;

    /// <summary>Gets or sets the maximum number of requests per minute. Further requests wait.</summary>
    public int RequestsPerMinute { get; set; } = 60;

    /// <summary>Gets the names of the endpoints in use.</summary>
    public IEnumerable<string> EndpointNames => HasFallback ? [Primary, Fallback] : [Primary];

    public bool HasFallback => Fallback.Length > 0;

    /// <exception cref="OptionsValidationException">A setting is invalid.</exception>
    /// <exception cref="InvalidOperationException">A setting has the wrong type.</exception>
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
            yield return $"'{Section}:{nameof(Primary)}' is empty. Specify one of the sections of 'Endpoints'.";
        }

        if (HasFallback && Fallback == Primary)
        {
            yield return $"'{Section}:{nameof(Fallback)}' is the primary endpoint, '{Primary}'. Specify another one, or none.";
        }

        if (RequestsPerMinute < 1)
        {
            yield return $"'{Section}:{nameof(RequestsPerMinute)}' is {RequestsPerMinute}. It must be at least 1.";
        }
    }
}
