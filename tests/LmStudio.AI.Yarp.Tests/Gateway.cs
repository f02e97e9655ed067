using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Yarp.ReverseProxy.Configuration;

namespace LmStudio.AI.Yarp.Tests;

/// <summary>An application with YARP and the affinity, in front of servers called <c>a</c>, <c>b</c> and so on.</summary>
internal sealed class Gateway : IAsyncDisposable
{
    private readonly WebApplication _application;

    private Gateway(WebApplication application)
    {
        _application = application;
        Endpoint = new Uri(application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
    }

    public Uri Endpoint { get; }

    public IServiceProvider Services => _application.Services;

    public static async Task<Gateway> StartAsync(
        IReadOnlyList<Uri> servers,
        Action<LmStudioAffinityOptions>? configure = null,
        Action<IServiceCollection>? services = null,
        Func<ClusterConfig, ClusterConfig>? cluster = null,
        bool usesAffinity = true)
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        _ = builder.WebHost.UseKestrelCore().ConfigureKestrel(static kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Listen(IPAddress.Loopback, port: 0);
        });
        _ = builder.Services.AddRoutingCore().Configure<HostOptions>(static options => options.ShutdownTimeout = TimeSpan.FromSeconds(1));
        _ = builder.Services.AddLogging(static logging => logging.SetMinimumLevel(LogLevel.Information));
        services?.Invoke(builder.Services);

        ClusterConfig config = new()
        {
            ClusterId = "lmstudio",
            LoadBalancingPolicy = LmStudioReverseProxyDefaults.LoadBalancingPolicy,
            Destinations = servers.Select(static (server, index) => (Name: NameOf(index), Server: server)).ToDictionary(
                static pair => pair.Name, static pair => new DestinationConfig { Address = pair.Server.ToString() }),
        };
        _ = builder.Services.AddReverseProxy()
            .LoadFromMemory([new RouteConfig { RouteId = "all", ClusterId = "lmstudio", Match = new RouteMatch { Path = "{**path}" } }], [cluster?.Invoke(config) ?? config])
            .AddLmStudioAffinity(configure);

        WebApplication application = builder.Build();
        _ = application.UseRouting();
        _ = application.MapReverseProxy(proxy =>
        {
            if (usesAffinity)
            {
                _ = proxy.UseLmStudioAffinity();
            }

            _ = proxy.UseLoadBalancing().UsePassiveHealthChecks();
        });
        await application.StartAsync();
        return new Gateway(application);
    }

    /// <summary>Returns the name of the first, the second or a further server.</summary>
    public static string NameOf(int index) => ((char)('a' + index)).ToString();

    /// <summary>Asks the servers for their models now.</summary>
    public Task PollAsync() => Services.GetRequiredService<ModelPoller>().PollAsync(CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        await _application.StopAsync();
        await _application.DisposeAsync();
    }
}
