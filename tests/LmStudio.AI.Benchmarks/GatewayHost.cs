using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Yarp.ReverseProxy.Configuration;

namespace LmStudio.AI.Benchmarks;

/// <summary>YARP in a process of its own, with or without the affinity, so that its CPU time can be told from that of clients and servers.</summary>
internal static class GatewayHost
{
    public const string Name = "gateway-host";

    /// <param name="usesAffinity">Whether conversations stay on their servers.</param>
    /// <param name="server">The address of the server.</param>
    public static async Task RunAsync(bool usesAffinity, string server)
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        _ = builder.WebHost.UseKestrelCore().ConfigureKestrel(static kestrel => kestrel.Listen(IPAddress.Loopback, port: 0));
        _ = builder.Services.AddRoutingCore().AddLogging();
        IReverseProxyBuilder proxy = builder.Services.AddReverseProxy().LoadFromMemory(
            [new RouteConfig { RouteId = "all", ClusterId = "lmstudio", Match = new RouteMatch { Path = "{**path}" } }],
            [new ClusterConfig
            {
                ClusterId = "lmstudio",
                LoadBalancingPolicy = usesAffinity ? "LmStudio" : "LeastRequests",
                Destinations = new Dictionary<string, DestinationConfig> { ["a"] = new() { Address = server } },
            }]);
        if (usesAffinity)
        {
            _ = proxy.AddLmStudioAffinity();
        }

        await using WebApplication application = builder.Build();
        _ = application.UseRouting();
        _ = application.MapReverseProxy(pipeline =>
        {
            if (usesAffinity)
            {
                _ = pipeline.UseLmStudioAffinity();
            }

            _ = pipeline.UseLoadBalancing().UsePassiveHealthChecks();
        });
        await application.StartAsync();
        Console.WriteLine(application.Urls.Single());
        _ = await Console.In.ReadLineAsync(); // Until whoever started this goes away.
    }
}
