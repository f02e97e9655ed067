using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;

namespace LmStudio.AI;

/// <summary>Tells that a client's options are to be read again, because their configuration has changed.</summary>
internal sealed class ConfigurationChange(string optionsName, IConfiguration configuration) : IOptionsChangeTokenSource<LmStudioClientOptions>
{
    public string Name => optionsName;

    public IChangeToken GetChangeToken() => configuration.GetReloadToken();
}
