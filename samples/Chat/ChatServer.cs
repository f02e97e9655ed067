using LmStudio.AI;
using LmStudio.AI.Emulator;

namespace ChatSample;

/// <summary>The LM Studio to talk to: the real one where it answers, else an emulator in this process.</summary>
internal sealed class ChatServer : IAsyncDisposable
{
    /// <summary>Long enough for a server on this machine, and short enough not to make those wait who have none.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

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
        if (settings.IsEndpointRequired || await AnswersAsync(client, cancellationToken))
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

    private static async Task<bool> AnswersAsync(LmStudioClient client, CancellationToken cancellationToken)
    {
        using CancellationTokenSource patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            return await client.IsLmStudioAsync(patience.Token);
        }
        catch (LmStudioException)
        {
            return false;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }
}
