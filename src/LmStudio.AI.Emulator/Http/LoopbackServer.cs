using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace LmStudio.AI.Emulator;

/// <summary>A bare Kestrel on a loopback port: no configuration files, no environment variables, no routing, one handler.</summary>
internal sealed class LoopbackServer : IAsyncDisposable
{
    /// <summary>LM Studio closes a connection that has been idle for five seconds, and announces it with <c>Keep-Alive: timeout=5</c>.</summary>
    private static readonly TimeSpan KeepAliveTimeout = TimeSpan.FromSeconds(5);

    private readonly WebApplication _application;
    private readonly CancellationTokenSource _stopping;
    private readonly Lazy<Task> _disposal;

    private LoopbackServer(WebApplication application, CancellationTokenSource stopping)
    {
        _application = application;
        _stopping = stopping;
        _disposal = new(StopAsync);
        Endpoint = new Uri(application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
    }

    public Uri Endpoint { get; }

    /// <param name="port">The port; 0 for any free one.</param>
    /// <param name="handler">Handles a request. The token is canceled when the client disconnects and when the server stops.</param>
    /// <param name="cancellationToken">A token that cancels the start.</param>
    /// <exception cref="IOException">The port is in use.</exception>
    public static async Task<LoopbackServer> StartAsync(
        int port, Func<HttpContext, CancellationToken, Task> handler, CancellationToken cancellationToken)
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new());
        builder.Services.AddSingleton<IHostLifetime, NoHostLifetime>();
        builder.Services.Configure<HostOptions>(static options => options.ShutdownTimeout = TimeSpan.FromSeconds(1));

        // A flush then returns when the bytes are with the operating system, so a disconnect at a given byte happens at that byte.
        builder.Services.Configure<SocketTransportOptions>(static options => options.MaxWriteBufferSize = 2);
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.KeepAliveTimeout = KeepAliveTimeout;
            kestrel.Limits.MaxRequestBodySize = null;

            // A client may be as slow as it likes, in a debugger for instance: Node has no such limits.
            kestrel.Limits.MinRequestBodyDataRate = null;
            kestrel.Limits.MinResponseDataRate = null;
            kestrel.Listen(IPAddress.Loopback, port);
        });

        WebApplication application = builder.Build();
        CancellationTokenSource stopping = new();
        application.Run(async context =>
        {
            using CancellationTokenSource linked = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping.Token);
            await handler(context, linked.Token).ConfigureAwait(false);
        });

        try
        {
            await application.StartAsync(cancellationToken).ConfigureAwait(false);
            return new(application, stopping);
        }
        catch
        {
            await application.DisposeAsync().ConfigureAwait(false);
            stopping.Dispose();
            throw;
        }
    }

    /// <summary>Stops the server. Called again, it waits for the same stop.</summary>
    public ValueTask DisposeAsync() => new(_disposal.Value);

    private async Task StopAsync()
    {
        // Open streams would delay the shutdown until its timeout.
        await _stopping.CancelAsync().ConfigureAwait(false);
        await _application.StopAsync().ConfigureAwait(false);
        await _application.DisposeAsync().ConfigureAwait(false);
        _stopping.Dispose();
    }
}
