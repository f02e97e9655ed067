using System.Net;
using System.Net.Sockets;
using LmStudio.AI.Emulator;
using Microsoft.Extensions.AI;

namespace LmStudio.AI.Yarp.Tests;

/// <summary>A server that neither accepts nor refuses connections, as a machine that is switched off.</summary>
public sealed class ConnectTimeoutTests
{
    [Fact]
    public async Task Server_ThatDoesNotRespondToConnections_IsLeftOut()
    {
        using SilentServer silent = await SilentServer.StartAsync();
        await using LmStudioEmulator server = await LmStudioEmulator.StartAsync();
        _ = server.LoadModel(GatewayRun.Model);
        await using Gateway gateway = await Gateway.StartAsync([silent.Endpoint, server.Endpoint], static options =>
        {
            options.ConnectTimeout = TimeSpan.FromMilliseconds(200);
            options.ModelPollInterval = TimeSpan.FromHours(1);
            options.ModelPollTimeout = TimeSpan.FromMinutes(1);
        });
        using LmStudioChatClient client = new(gateway.Endpoint, GatewayRun.Model, apiToken: "");

        for (int i = 0; i < 3; i++)
        {
            Assert.NotEmpty((await client.GetResponseAsync("Hello")).Text);
        }

        Assert.Equal(3, GatewayRun.Chats(server));
    }

    [Fact]
    public async Task AllServers_DoNotRespondToConnections_IsAClearError()
    {
        using SilentServer silent = await SilentServer.StartAsync();
        await using Gateway gateway = await Gateway.StartAsync([silent.Endpoint], static options => options.ConnectTimeout = TimeSpan.FromMilliseconds(200));
        using LmStudioChatClient client = new(gateway.Endpoint, GatewayRun.Model, apiToken: "");

        LmStudioException exception = await Assert.ThrowsAsync<LmStudioException>(() => client.GetResponseAsync("Hello"));

        Assert.Equal(503, (int)exception.StatusCode!);
        Assert.Contains("No server behind this gateway accepts connections: a.", exception.Message);
    }

    /// <summary>A port whose queue of connections is full, so that further ones are not answered.</summary>
    private sealed class SilentServer : IDisposable
    {
        private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        private readonly List<Socket> _waiting = [];

        public Uri Endpoint => new($"http://{_listener.LocalEndPoint}");

        public static async Task<SilentServer> StartAsync()
        {
            SilentServer server = new();
            server._listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
            server._listener.Listen(backlog: 0);
            while (await server.IsAcceptingAsync())
            {
            }

            return server;
        }

        public void Dispose()
        {
            _waiting.ForEach(static socket => socket.Dispose());
            _listener.Dispose();
        }

        private async Task<bool> IsAcceptingAsync()
        {
            Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            _waiting.Add(socket);
            using CancellationTokenSource patience = new(TimeSpan.FromMilliseconds(200));
            try
            {
                await socket.ConnectAsync(_listener.LocalEndPoint!, patience.Token);
                return true;
            }
            catch (OperationCanceledException)
            {
                return false;
            }
        }
    }
}
