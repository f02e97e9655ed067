using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;

namespace LmStudio.AI;

/// <summary>Signals that the configuration of a client's options has changed.</summary>
/// <param name="optionsName">The name of the options.</param>
/// <param name="origin">What of the configuration the options are read from, for messages.</param>
/// <param name="configuration">The configuration.</param>
internal sealed class ConfigurationChange(string optionsName, string origin, IConfiguration configuration) : IOptionsChangeTokenSource<LmStudioClientOptions>
{
    public string Name => optionsName;

    public string Origin => origin;

    public IChangeToken GetChangeToken() => configuration.GetReloadToken();
}
