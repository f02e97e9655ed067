using System.Net.Http.Json;
using System.Text.Json;
using LmStudio.AI.Emulator;
using Microsoft.Extensions.DependencyInjection;
using Yarp.ReverseProxy.Configuration;

namespace LmStudio.AI.Yarp.Tests;

/// <summary>A gateway in front of two emulators, <c>a</c> and <c>b</c>, which both have the model loaded.</summary>
internal sealed class GatewayRun : IAsyncDisposable
{
    public const string Model = "qwen/qwen3-8b";

    private readonly List<LmStudioClient> _clients = [];

    private GatewayRun(LmStudioEmulator first, LmStudioEmulator second, Gateway gateway)
    {
        First = first;
        Second = second;
        Gateway = gateway;
        Http = new HttpClient { BaseAddress = gateway.Endpoint };
    }

    public LmStudioEmulator First { get; }

    public LmStudioEmulator Second { get; }

    public Gateway Gateway { get; }

    /// <summary>Gets a client for requests as curl would send them.</summary>
    public HttpClient Http { get; }

    public static async Task<GatewayRun> StartAsync(
        Action<LmStudioEmulatorOptions>? configure = null,
        Action<LmStudioAffinityOptions>? affinity = null,
        Action<IServiceCollection>? services = null,
        Func<ClusterConfig, ClusterConfig>? cluster = null,
        bool isLoaded = true)
    {
        LmStudioEmulator first = await LmStudioEmulator.StartAsync(configure);
        LmStudioEmulator second = await LmStudioEmulator.StartAsync(configure);
        if (isLoaded)
        {
            _ = first.LoadModel(Model);
            _ = second.LoadModel(Model);
        }

        Gateway gateway = await Gateway.StartAsync(
            [first.Endpoint, second.Endpoint],
            options =>
            {
                options.ModelPollInterval = TimeSpan.FromHours(1); // Tests poll when they want to.
                affinity?.Invoke(options);
            },
            services,
            cluster);
        await gateway.PollAsync();
        return new GatewayRun(first, second, gateway);
    }

    /// <summary>Makes a chat client that knows of the gateway only.</summary>
    public LmStudioChatClient CreateClient(LmStudioChatClientOptions? options = null, string apiToken = "")
    {
        LmStudioClient lmStudio = new(Gateway.Endpoint, apiToken);
        _clients.Add(lmStudio);
        return new LmStudioChatClient(lmStudio, Model, options);
    }

    /// <summary>Sends a request, and returns its status, the server that answered, and the answer.</summary>
    public Task<(int Status, string? Server, JsonElement Body)> PostAsync(string path, object body, string? token = null) =>
        PostAsync(path, JsonContent.Create(body), token);

    /// <inheritdoc cref="PostAsync(string, object, string?)"/>
    public async Task<(int Status, string? Server, JsonElement Body)> PostAsync(string path, HttpContent body, string? token = null)
    {
        using HttpRequestMessage request = new(HttpMethod.Post, path) { Content = body };
        if (token is not null)
        {
            request.Headers.Authorization = new("Bearer", token);
        }

        using HttpResponseMessage response = await Http.SendAsync(request);
        string? server = response.Headers.TryGetValues("X-LmStudio-Server", out IEnumerable<string>? names) ? names.Single() : null;
        return ((int)response.StatusCode, server, await response.Content.ReadFromJsonAsync<JsonElement>());
    }

    /// <summary>Returns what both servers got but for lists of models, which the gateway asks for itself.</summary>
    public IReadOnlyList<EmulatorRequest> Requests => [.. Requested(First), .. Requested(Second)];

    public static IReadOnlyList<EmulatorRequest> Requested(LmStudioEmulator server) => [.. server.Requests.Where(static request => request.Path != "/api/v1/models")];

    public static int Chats(LmStudioEmulator server) => server.Requests.Count(static request => request.Method == "POST");

    /// <summary>Returns the server called <c>a</c> or <c>b</c>.</summary>
    public LmStudioEmulator ServerOf(string name) => name == "a" ? First : Second;

    public async ValueTask DisposeAsync()
    {
        _clients.ForEach(static client => client.Dispose());
        Http.Dispose();
        await Gateway.DisposeAsync();
        await First.DisposeAsync();
        await Second.DisposeAsync();
    }
}
