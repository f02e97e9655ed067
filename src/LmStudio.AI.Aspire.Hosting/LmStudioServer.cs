using System.Collections.Immutable;
using Aspire.Hosting.ApplicationModel;
using LmStudio.AI.Emulator;
using Microsoft.Extensions.Logging;

namespace LmStudio.AI;

/// <summary>
/// The server of a resource: starts the emulator or waits for LM Studio, and downloads and loads the models. It exists as long as the app host.
/// </summary>
internal sealed class LmStudioServer(LmStudioResource resource, ResourceNotificationService notifications, ResourceLoggerService loggers) : IAsyncDisposable
{
    private static readonly TimeSpan WaitInterval = TimeSpan.FromSeconds(2);

    private readonly ILogger _logger = loggers.GetLogger(resource);
    private LmStudioEmulator? _emulator;
    private LmStudioClient? _client;

    /// <summary>Gets the client for the server, or <see langword="null"/> before its address is known.</summary>
    public LmStudioClient? Client => _client;

    /// <summary>Starts the emulator, or determines the address of the server, so that other resources can connect.</summary>
    public async Task<Uri> OpenAsync(CancellationToken cancellationToken)
    {
        if (resource.ConfigureEmulator is { } configure)
        {
            _emulator = await LmStudioEmulator.StartAsync(
                options =>
                {
                    options.LoggerFactory = new ResourceLoggerFactory(_logger);
                    configure(options);
                },
                cancellationToken).ConfigureAwait(false);
            ServerLog.EmulatorStarted(_logger, _emulator.Endpoint);
        }

        Uri address = _emulator?.Endpoint ?? resource.Endpoint;
        LmStudioClientOptions clientOptions = new() { Endpoint = address };
        if (resource.ApiToken is { } token)
        {
            clientOptions.ApiTokenProvider = token.GetValueAsync;
        }
        else if (_emulator is not null)
        {
            // The token in the environment is for the real server.
            clientOptions.ApiToken = "";
        }

        _client = new LmStudioClient(clientOptions);
        resource.Address.Set(address);
        return address;
    }

    /// <summary>Waits for the server, and downloads and loads the resource's models. The resource's state shows the progress and finally the result.</summary>
    /// <returns>The problem, or <see langword="null"/>.</returns>
    public async Task<string?> PrepareAsync(CancellationToken cancellationToken)
    {
        try
        {
            await WaitUntilItAnswersAsync(cancellationToken).ConfigureAwait(false);
            foreach (LmStudioLoadRequest request in resource.LoadRequests)
            {
                await DownloadAsync(request.Model!, cancellationToken).ConfigureAwait(false);
                await PublishAsync($"Loading {request.Model}", KnownResourceStateStyles.Info).ConfigureAwait(false);
                _ = await LoadAsync(request, cancellationToken).ConfigureAwait(false);
            }

            await PublishAsync(KnownResourceStates.Running, KnownResourceStateStyles.Success).ConfigureAwait(false);
            return null;
        }
        catch (Exception exception)
        {
            // Also if a command was canceled: it can be repeated.
            await PublishAsync(KnownResourceStates.FailedToStart, KnownResourceStateStyles.Error).ConfigureAwait(false);
            if (exception is OperationCanceledException && cancellationToken.IsCancellationRequested)
            {
                throw;
            }

            ServerLog.Failed(_logger, exception.Message);
            return exception.Message;
        }
    }

    /// <summary>Loads a model unless a matching instance is loaded.</summary>
    public async Task<LmStudioLoadedModel> LoadAsync(LmStudioLoadRequest request, CancellationToken cancellationToken)
    {
        ServerLog.Loading(_logger, request.Model!);
        LmStudioLoadedModel loaded = await _client!.EnsureModelLoadedAsync(request, cancellationToken).ConfigureAwait(false);
        ServerLog.Loaded(_logger, request.Model!, loaded.InstanceId);
        return loaded;
    }

    /// <summary>Shows a state on the dashboard.</summary>
    public Task PublishAsync(string state, string style) =>
        notifications.PublishUpdateAsync(resource, snapshot => snapshot with { State = new ResourceStateSnapshot(state, style) });

    /// <summary>Shows the address and the connection string on the dashboard.</summary>
    public Task PublishAddressAsync(Uri address, string? connectionString) =>
        notifications.PublishUpdateAsync(resource, snapshot => snapshot with
        {
            StartTimeStamp = DateTime.UtcNow,
            Urls = [new UrlSnapshot(Name: null, address.AbsoluteUri, IsInternal: false)],
            Properties = WithConnectionString(snapshot.Properties, connectionString),
        });

    public async ValueTask DisposeAsync()
    {
        _client?.Dispose();
        if (_emulator is not null)
        {
            await _emulator.DisposeAsync().ConfigureAwait(false);
        }
    }

    private async Task WaitUntilItAnswersAsync(CancellationToken cancellationToken)
    {
        for (bool isFirst = true; ; isFirst = false)
        {
            try
            {
                _ = await _client!.ListModelsAsync(cancellationToken).ConfigureAwait(false);
                ServerLog.Answers(_logger, _client.Endpoint);
                return;
            }
            catch (LmStudioException exception) when (exception.Kind == LmStudioErrorKind.Unreachable)
            {
                if (isFirst)
                {
                    ServerLog.Waiting(_logger, exception.Message);
                    await PublishAsync("Waiting for LM Studio", KnownResourceStateStyles.Warn).ConfigureAwait(false);
                }

                await Task.Delay(WaitInterval, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async Task DownloadAsync(string model, CancellationToken cancellationToken)
    {
        DownloadReport report = new(model, this, _logger);
        _ = await _client!.EnsureModelDownloadedAsync(model, report, options: null, cancellationToken).ConfigureAwait(false);
        await report.LastState.ConfigureAwait(false);
    }

    private static ImmutableArray<ResourcePropertySnapshot> WithConnectionString(ImmutableArray<ResourcePropertySnapshot> properties, string? connectionString) =>
    [
        .. properties.Where(static property => property.Name != CustomResourceKnownProperties.ConnectionString),
        new(CustomResourceKnownProperties.ConnectionString, connectionString) { IsSensitive = true },
    ];
}
