using LmStudio.AI;
using LmStudio.AI.Emulator;
using Samples;

namespace ChatSample;

/// <summary>The LM Studio to talk to: the real one where it answers, else an emulator in this process.</summary>
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

    /// <summary>Gets whether the server is the emulator, whose answers mean nothing.</summary>
    public bool IsEmulated => _emulator is not null;

    /// <summary>Gets what the user must know of the server; empty for the real one.</summary>
    public IReadOnlyList<string> Notices { get; }

    /// <summary>Finds the server.</summary>
    /// <exception cref="ArgumentException">The endpoint or the token cannot be one.</exception>
    public static async Task<ChatServer> FindAsync(ChatSettings settings, CancellationToken cancellationToken)
    {
        LmStudioClient client = new(new LmStudioClientOptions { Endpoint = settings.Endpoint, ApiToken = settings.ApiToken });
        if (settings.IsEndpointRequired || await LmStudioProbe.AnswersAsync(client, cancellationToken))
        {
            // If nothing answers at an endpoint that the user named, the first request says so.
            return new ChatServer(client, emulator: null, notices: []);
        }

        client.Dispose();
        LmStudioEmulator emulator = await DemoServer.StartAsync(cancellationToken);
        return new ChatServer(
            new LmStudioClient(emulator.Endpoint, apiToken: ""), // A token for the real server is not for this one.
            emulator,
            [
                $"No LM Studio at {Show(client.Endpoint)}: an emulator's demo model stands in.",
                "For the real thing, get https://lmstudio.ai and run `lms server start` first.",
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
