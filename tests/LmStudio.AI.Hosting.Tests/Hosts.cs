using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace LmStudio.AI.Tests;

/// <summary>Makes host builders that read nothing from the machine.</summary>
internal static class Hosts
{
    public static HostApplicationBuilder Create(params (string Key, string? Value)[] settings)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        _ = builder.Configuration.AddInMemoryCollection(settings.ToDictionary(static setting => setting.Key, static setting => setting.Value));
        return builder;
    }

    public static HostLog AddLog(this HostApplicationBuilder builder)
    {
        HostLog log = new();
        _ = builder.Logging.AddProvider(log).SetMinimumLevel(LogLevel.Trace);
        return log;
    }

    public static void Change(this HostApplicationBuilder builder, params (string Key, string? Value)[] settings)
    {
        foreach ((string key, string? value) in settings)
        {
            builder.Configuration[key] = value;
        }

        ((IConfigurationRoot)builder.Configuration).Reload();
    }
}
