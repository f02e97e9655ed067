using LmStudio.AI.Emulator;
using Microsoft.Extensions.Configuration;

namespace PipelineSample.Endpoints;

/// <summary>The emulator, for endpoints with that provider. The rest of the program treats it as an LM Studio server.</summary>
internal static class EmulatedEndpoint
{
    public const string Provider = "Emulator";

    public static async Task<LmStudioEmulator?> StartWhereUsedAsync(ConfigurationManager configuration, PipelineSettings settings, CancellationToken cancellationToken)
    {
        IConfigurationSection[] sections = [.. settings.EndpointNames.Select(name => configuration.GetSection($"Endpoints:{name}")).Where(static section => section["Provider"] == Provider)];
        if (sections.Length == 0)
        {
            return null;
        }

        LmStudioEmulator emulator = await LmStudioEmulator.StartAsync(static options => options.TokensPerSecond = 60, cancellationToken);
        foreach (IConfigurationSection section in sections)
        {
            section["Endpoint"] = emulator.Endpoint.ToString();
            section["ApiToken"] = "";
        }

        return emulator;
    }
}
