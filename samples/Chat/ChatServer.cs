using LmStudio.AI;
using LmStudio.AI.Emulator;
using Samples;

namespace ChatSample;

/// <summary>The LM Studio server, or an emulator in this process if no server responds.</summary>
internal sealed class ChatServer : IAsyncDisposable
{
    private readonly LmStudioEmulator? _emulator;

    private ChatServer(LmStudioClient client, LmStudioEmulator? emulator, IReadOnlyList<string> notices)
    {
        Client = client;
        _emulator = emulator;
        Notices = notices;
    }

    public LmStudioClient Client { get; }

    /// <summary>Gets whether the server is the emulator, which does not run a model.</summary>
    public bool IsEmulated => _emulator is not null;

    /// <summary>Gets notices about the server for the user; empty for a real server.</summary>
    public IReadOnlyList<string> Notices { get; }

    /// <summary>Finds the server.</summary>
    /// <exception cref="ArgumentException">The endpoint or the token is invalid.</exception>
    public static async Task<ChatServer> FindAsync(ChatSettings settings, CancellationToken cancellationToken)
    {
        LmStudioClient client = new(new LmStudioClientOptions { Endpoint = settings.Endpoint, ApiToken = settings.ApiToken });
        if (settings.IsEndpointRequired || await LmStudioProbe.AnswersAsync(client, cancellationToken))
        {
            // If no server responds at an endpoint specified by the user, the first request reports it.
            return new ChatServer(client, emulator: null, notices: []);
        }

        client.Dispose();
        LmStudioEmulator emulator = await DemoServer.StartAsync(cancellationToken);
        return new ChatServer(
            new LmStudioClient(emulator.Endpoint, apiToken: ""), // The token is for the real server.
            emulator,
            [
                $"LM Studio does not respond at {Show(client.Endpoint)}: using the emulator's demo model instead.",
                "To use LM Studio, install it from https://lmstudio.ai and run `lms server start` first.",
            ]);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        if (_emulator is not null)
        {
            await _emulator.DisposeAsync();
        }
    }

    public static string Show(Uri endpoint) => endpoint.AbsoluteUri.TrimEnd('/');
}
