using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Eventing;
using Microsoft.Extensions.DependencyInjection;

namespace LmStudio.AI.Tests;

/// <summary>An app host with one resource, which is initialized as the orchestrator does it. Nothing else is started.</summary>
internal sealed class ResourceHost : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly DistributedApplication _app;
    private readonly CancellationTokenSource _timer = new(Patience);

    private ResourceHost(DistributedApplication app, LmStudioResource resource)
    {
        _app = app;
        Resource = resource;
    }

    public LmStudioResource Resource { get; }

    public IServiceProvider Services => _app.Services;

    public CancellationToken CancellationToken => _timer.Token;

    public string? CurrentState =>
        Services.GetRequiredService<ResourceNotificationService>().TryGetCurrentState(Resource.Name, out ResourceEvent? change) ? change.Snapshot.State?.Text : null;

    /// <summary>Gets the states that were seen, without those that follow each other twice.</summary>
    public List<string> States { get; } = [];

    public static IDistributedApplicationBuilder CreateBuilder(params string[] args) =>
        DistributedApplication.CreateBuilder(new DistributedApplicationOptions { Args = args, AssemblyName = "AppHost", DisableDashboard = true });

    /// <summary>Builds the app host, publishes the resource's initialization, and waits for a state.</summary>
    public static async Task<ResourceHost> StartAsync(Func<IDistributedApplicationBuilder, IResourceBuilder<LmStudioResource>> add, string state = "Running")
    {
        IDistributedApplicationBuilder builder = CreateBuilder();
        LmStudioResource resource = add(builder).Resource;
        ResourceHost host = new(builder.Build(), resource);
        Task seen = host.WaitForStateAsync(state);
        InitializeResourceEvent initialize = new(
            resource,
            host.Services.GetRequiredService<IDistributedApplicationEventing>(),
            host.Services.GetRequiredService<ResourceLoggerService>(),
            host.Services.GetRequiredService<ResourceNotificationService>(),
            host.Services);
        await initialize.Eventing.PublishAsync(initialize, EventDispatchBehavior.NonBlockingConcurrent, host.CancellationToken);
        await seen;
        return host;
    }

    /// <summary>Waits until the resource has a state, and keeps those before it.</summary>
    public async Task WaitForStateAsync(string wanted)
    {
        await foreach (ResourceEvent change in Services.GetRequiredService<ResourceNotificationService>().WatchAsync(CancellationToken))
        {
            if (change.Resource == Resource && change.Snapshot.State?.Text is { } state)
            {
                if (States.LastOrDefault() != state)
                {
                    States.Add(state);
                }

                if (state == wanted)
                {
                    return;
                }
            }
        }
    }

    /// <summary>Waits until the resource's log has a text, and returns the log up to it.</summary>
    public async Task<string> WaitForLogAsync(string text)
    {
        string log = "";
        await foreach (IReadOnlyList<LogLine> lines in Services.GetRequiredService<ResourceLoggerService>().WatchAsync(Resource).WithCancellation(CancellationToken))
        {
            log += string.Concat(lines.Select(static line => $"{line.Content}\n"));
            if (log.Contains(text, StringComparison.Ordinal))
            {
                break;
            }
        }

        return log;
    }

    public Task<ExecuteCommandResult> RunAsync(string command, string? model = null)
    {
        ResourceCommandAnnotation annotation = Resource.Annotations.OfType<ResourceCommandAnnotation>().Single(candidate => candidate.Name == command);
        return Services.GetRequiredService<ResourceCommandService>().ExecuteCommandAsync(
            Resource,
            command,
            new InteractionInputCollection([.. annotation.Arguments.Select(input => new InteractionInput { Name = input.Name, InputType = input.InputType, Value = model })]),
            CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _timer.Dispose();
    }
}
