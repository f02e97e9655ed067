using System.Net;
using System.Net.Sockets;
using ModelContextProtocol.Client;

namespace LmStudio.AI.Emulator;

/// <summary>Connects to the MCP servers of a request, and rejects them as LM Studio does.</summary>
internal sealed class McpConnector(IReadOnlyDictionary<string, Uri> plugins, bool allowPluginCalls, bool allowPrivateAddresses)
{
    private static readonly TimeSpan ConnectionTimeout = TimeSpan.FromSeconds(10);

    public bool AllowsPlugins => allowPluginCalls;

    public bool HasPlugin(string id) => plugins.ContainsKey(id);

    /// <param name="integrations">The servers.</param>
    /// <param name="param">The field of the request that names them.</param>
    /// <param name="cancellationToken">Cancels the connecting.</param>
    /// <exception cref="WireException">A plugin isn't permitted or a server can't be connected to.</exception>
    public async Task<McpToolbox> ConnectAsync(IReadOnlyList<McpIntegration> integrations, string param, CancellationToken cancellationToken)
    {
        // Check the permission before connecting.
        if (!allowPluginCalls && integrations.OfType<McpIntegration.Plugin>().FirstOrDefault() is { } denied)
        {
            throw WireErrors.PluginDenied(denied.Id);
        }

        McpToolbox toolbox = new();
        try
        {
            foreach (McpIntegration integration in integrations)
            {
                await (integration switch
                {
                    McpIntegration.Plugin plugin => ConnectAsync(toolbox, plugin, param, cancellationToken),
                    McpIntegration.Ephemeral server => ConnectAsync(toolbox, server, param, cancellationToken),
                    _ => throw new NotSupportedException(),
                }).ConfigureAwait(false);
            }

            return toolbox;
        }
        catch
        {
            await toolbox.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private async Task ConnectAsync(McpToolbox toolbox, McpIntegration.Plugin plugin, string param, CancellationToken cancellationToken)
    {
        if (!plugins.TryGetValue(plugin.Id, out Uri? address))
        {
            throw WireErrors.PluginUnavailable(plugin.Id, $"Cannot find plugin handle for plugin: {plugin.Id}", param);
        }

        try
        {
            await ConnectAsync(toolbox, address, null, new(plugin.Id, IsPlugin: true), plugin.AllowedTools, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (IsConnectionFailure(exception, cancellationToken))
        {
            throw WireErrors.PluginUnavailable(plugin.Id, exception.Message, param);
        }
    }

    private async Task ConnectAsync(McpToolbox toolbox, McpIntegration.Ephemeral server, string param, CancellationToken cancellationToken)
    {
        try
        {
            Uri address = new(server.Url);
            if (!allowPrivateAddresses && await ResolvesToPrivateAsync(address, cancellationToken).ConfigureAwait(false))
            {
                throw WireErrors.McpAddressNotPublic(server.Label, server.Url, param);
            }

            await ConnectAsync(toolbox, address, server.Headers, new(server.Label, IsPlugin: false), server.AllowedTools, cancellationToken)
                .ConfigureAwait(false);
        }
        catch (Exception exception) when (IsConnectionFailure(exception, cancellationToken))
        {
            throw WireErrors.McpUnreachable(server.Label, server.Url, param);
        }
    }

    private static async Task ConnectAsync(
        McpToolbox toolbox,
        Uri address,
        IReadOnlyDictionary<string, string>? headers,
        ToolProvider provider,
        IReadOnlyList<string>? allowedTools,
        CancellationToken cancellationToken)
    {
        HttpClientTransport transport = new(new()
        {
            Endpoint = address,
            AdditionalHeaders = headers?.ToDictionary(),
            ConnectionTimeout = ConnectionTimeout,
            EnableStandaloneGetStream = false,
        });
        McpClient client = await McpClient.CreateAsync(transport, cancellationToken: cancellationToken).ConfigureAwait(false);
        try
        {
            toolbox.Add(client, await client.ListToolsAsync(cancellationToken: cancellationToken).ConfigureAwait(false), provider, allowedTools);
        }
        catch
        {
            await client.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private static async Task<bool> ResolvesToPrivateAsync(Uri address, CancellationToken cancellationToken)
    {
        IPAddress[] addresses = IPAddress.TryParse(address.DnsSafeHost, out IPAddress? literal)
            ? [literal]
            : await Dns.GetHostAddressesAsync(address.DnsSafeHost, cancellationToken).ConfigureAwait(false);
        return addresses.Any(IsPrivate);
    }

    private static bool IsPrivate(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
        {
            address = address.MapToIPv4();
        }

        if (IPAddress.IsLoopback(address) || address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any))
        {
            return true;
        }

        byte[] bytes = address.GetAddressBytes();
        return address.AddressFamily is AddressFamily.InterNetworkV6
            ? address.IsIPv6LinkLocal || address.IsIPv6UniqueLocal || address.IsIPv6SiteLocal
            : bytes[0] is 10
                || (bytes[0] is 172 && bytes[1] is >= 16 and <= 31)
                || (bytes[0] is 192 && bytes[1] is 168)
                || (bytes[0] is 169 && bytes[1] is 254)
                || (bytes[0] is 100 && bytes[1] is >= 64 and <= 127);
    }

    /// <summary>Any exception while connecting is a failure of the server, except an error response and a cancellation by the client.</summary>
    private static bool IsConnectionFailure(Exception exception, CancellationToken cancellationToken) =>
        exception is not WireException && !cancellationToken.IsCancellationRequested;
}
