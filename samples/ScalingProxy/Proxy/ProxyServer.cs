using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace ScalingSample.Proxy;

/// <summary>The proxy as an HTTP server on a loopback port.</summary>
internal sealed class ProxyServer : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly ConversationTable _conversations = new();
    private readonly ServerClient _client;
    private readonly CancellationTokenSource _stopping = new();

    private ProxyServer(IReadOnlyList<Uri> servers, int port, ILoggerFactory loggerFactory)
    {
        ServerPool pool = new(servers);
        _client = new ServerClient(pool);
        ProxyHandler handler = new(pool, new RequestRouter(pool, _conversations, _client), new AnswerForwarder(_conversations), loggerFactory.CreateLogger("ScalingProxy"));

        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        _ = builder.Services.Configure<HostOptions>(static options => options.ShutdownTimeout = TimeSpan.FromSeconds(1));
        _ = builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = null; // Images are large, and it is LM Studio's business how large they may be.
            kestrel.ResponseHeaderEncodingSelector = static _ => Encoding.Latin1; // As HttpClient reads them.
            kestrel.Listen(IPAddress.Loopback, port);
        });
        _application = builder.Build();
        _application.Run(async context =>
        {
            using CancellationTokenSource ending = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, _stopping.Token);
            await handler.HandleAsync(context, ending.Token);
        });
    }

    /// <summary>Gets the address of the proxy.</summary>
    public Uri Endpoint => new(_application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());

    /// <param name="servers">The addresses of the servers.</param>
    /// <param name="port">The port; 0 for any free one.</param>
    /// <param name="loggerFactory">Gets a line for each request; null for none.</param>
    /// <param name="cancellationToken">Cancels the start.</param>
    /// <exception cref="IOException">The port is in use.</exception>
    public static async Task<ProxyServer> StartAsync(IReadOnlyList<Uri> servers, int port = 0, ILoggerFactory? loggerFactory = null, CancellationToken cancellationToken = default)
    {
        ProxyServer proxy = new(servers, port, loggerFactory ?? NullLoggerFactory.Instance);
        try
        {
            await proxy._application.StartAsync(cancellationToken);
            return proxy;
        }
        catch
        {
            await proxy.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        // Open streams would hold the shutdown up until its timeout.
        await _stopping.CancelAsync();
        await _application.StopAsync();
        await _application.DisposeAsync();
        _client.Dispose();
        _conversations.Dispose();
        _stopping.Dispose();
    }
}
