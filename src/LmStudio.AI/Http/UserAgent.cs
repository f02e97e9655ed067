using System.Net.Http.Headers;
using System.Reflection;

namespace LmStudio.AI;

/// <summary>How the connector names itself to the server.</summary>
internal static class UserAgent
{
    public static ProductInfoHeaderValue Value { get; } = new("LmStudio.AI", Version());

    private static string Version()
    {
        string version = typeof(UserAgent).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0";
        int metadata = version.IndexOf('+');
        return metadata < 0 ? version : version.Substring(0, metadata);
    }
}
