using LmStudio.AI;
using LmStudio.AI.Emulator;
using Samples;

namespace AgentSample;

/// <summary>The LM Studio server, or an emulator in this process if no server responds.</summary>
internal sealed class AgentServer : IAsyncDisposable
{
    private readonly LmStudioEmulator? _emulator;

    private AgentServer(LmStudioClient client, LmStudioEmulator? emulator)
    {
        Client = client;
        _emulator = emulator;
    }

    public LmStudioClient Client { get; }

    /// <summary>Gets whether the server is the emulator, which does not run a model.</summary>
    public bool IsEmulated => _emulator is not null;

    public static async Task<AgentServer> FindAsync(AgentSettings settings, CancellationToken cancellationToken)
    {
        LmStudioClient client = new(new LmStudioClientOptions { Endpoint = settings.Endpoint });
        if (settings.IsEndpointRequired || await LmStudioProbe.AnswersAsync(client, cancellationToken))
        {
            // If no server responds at an endpoint specified by the user, the first request reports it.
            return new AgentServer(client, emulator: null);
        }

        client.Dispose();
        LmStudioEmulator emulator = await LmStudioEmulator.StartAsync(static options => options.TokensPerSecond = 60, cancellationToken);
        return new AgentServer(new LmStudioClient(emulator.Endpoint, apiToken: ""), emulator);
    }

    /// <summary>Selects the model: the one specified by the user, or else a loaded one, or else the first one trained for tool use.</summary>
    public async Task<string> ChooseModelAsync(string? wanted, CancellationToken cancellationToken)
    {
        if (wanted is not null)
        {
            return wanted;
        }

        LmStudioModel[] models = [.. (await Client.ListModelsAsync(cancellationToken)).Where(static model => model.Type == "llm")];
        return models.SelectMany(static model => model.LoadedInstances).FirstOrDefault()?.Id
            ?? models.FirstOrDefault(static model => model.Capabilities?.TrainedForToolUse == true)?.Key
            ?? throw new NotSupportedException("LM Studio has no model that is trained for tool use. Get one with `lms get`, or specify a model with --model.");
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        if (_emulator is not null)
        {
            await _emulator.DisposeAsync();
        }
    }
}
