using System.Net.Http.Json;
using System.Text.Json;
using LmStudio.AI.Emulator;
using ScalingSample.Proxy;

namespace LmStudio.AI.Samples.Tests;

/// <summary>The proxy in front of two emulators.</summary>
internal sealed class ScalingProxyRun : IAsyncDisposable
{
    public const string Model = "qwen/qwen3-8b";

    private readonly List<LmStudioClient> _clients = [];

    private ScalingProxyRun(LmStudioEmulator first, LmStudioEmulator second, ProxyServer proxy)
    {
        First = first;
        Second = second;
        Proxy = proxy;
        Http = new HttpClient { BaseAddress = proxy.Endpoint };
    }

    public LmStudioEmulator First { get; }

    public LmStudioEmulator Second { get; }

    public ProxyServer Proxy { get; }

    /// <summary>Gets a client for requests as curl would send them.</summary>
    public HttpClient Http { get; }

    public static async Task<ScalingProxyRun> StartAsync(Action<LmStudioEmulatorOptions>? configure = null)
    {
        LmStudioEmulator first = await LmStudioEmulator.StartAsync(configure);
        LmStudioEmulator second = await LmStudioEmulator.StartAsync(configure);
        return new ScalingProxyRun(first, second, await ProxyServer.StartAsync([first.Endpoint, second.Endpoint]));
    }

    /// <summary>Makes a chat client that knows of the proxy only.</summary>
    public LmStudioChatClient CreateClient(LmStudioChatClientOptions? options = null)
    {
        LmStudioClient lmStudio = new(Proxy.Endpoint, apiToken: "");
        _clients.Add(lmStudio);
        return new LmStudioChatClient(lmStudio, Model, options);
    }

    /// <summary>Sends a request, and returns its status, the server that answered, and the answer.</summary>
    public async Task<(int Status, string? Server, JsonElement Body)> PostAsync(string path, object body)
    {
        using HttpResponseMessage response = await Http.PostAsJsonAsync(path, body);
        string? server = response.Headers.TryGetValues("X-LmStudio-Server", out IEnumerable<string>? names) ? names.Single() : null;
        return ((int)response.StatusCode, server, await response.Content.ReadFromJsonAsync<JsonElement>());
    }

    public static string NameOf(LmStudioEmulator server) => server.Endpoint.Authority;

    public async ValueTask DisposeAsync()
    {
        _clients.ForEach(static client => client.Dispose());
        Http.Dispose();
        await Proxy.DisposeAsync();
        await First.DisposeAsync();
        await Second.DisposeAsync();
    }
}
