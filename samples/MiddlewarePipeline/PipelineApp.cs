using LmStudio.AI.Emulator;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using PipelineSample.Endpoints;
using PipelineSample.Middleware;
using Samples;

namespace PipelineSample;

/// <summary>Builds the host from its configuration, and sends the questions.</summary>
internal static class PipelineApp
{
    /// <param name="run">The settings of the command line.</param>
    /// <param name="input">The questions, one per line.</param>
    /// <param name="output">Receives the responses.</param>
    /// <param name="notes">Receives everything else that is not logged.</param>
    /// <param name="isInteractive">Whether a user types the questions.</param>
    /// <param name="cancellationToken">Ends the program.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(PipelineRun run, TextReader input, TextWriter output, TextWriter notes, bool isInteractive, CancellationToken cancellationToken)
    {
        HostApplicationBuilder builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings
        {
            Args = [.. run.Settings],
            EnvironmentName = run.Environment,
            ContentRootPath = AppContext.BaseDirectory,
        });
        builder.Logging.ClearProviders().AddProvider(new LineLoggerProvider(notes));
        run.Configure?.Invoke(builder);

        try
        {
            PipelineSettings settings = PipelineSettings.Read(builder.Configuration);
            await using LmStudioEmulator? emulator = await EmulatedEndpoint.StartWhereUsedAsync(builder.Configuration, settings, cancellationToken);
            foreach (string name in settings.EndpointNames)
            {
                builder.AddChatEndpoint(name);
            }

            builder.Services.AddDistributedMemoryCache();
            builder.Services.AddSingleton(_ => RequestRate.PerMinute(settings.RequestsPerMinute));
            builder.Services.AddChatPipeline(settings);
            using IHost host = builder.Build();
            await host.StartAsync(cancellationToken);

            Questions questions = new(host.Services.GetRequiredService<IChatClient>(), output, notes);
            bool isWhole = await questions.AnswerAllAsync(
                run.Prompts.Count > 0 ? run.Prompts.ToAsyncEnumerable() : TypedLines.ReadAsync(input, isInteractive ? notes : null, cancellationToken),
                cancellationToken);
            await host.StopAsync(CancellationToken.None);
            return isWhole ? 0 : 1;
        }
        catch (Exception exception) when (exception is OptionsValidationException or InvalidOperationException)
        {
            await notes.WriteLineAsync(exception.Message);
            return 1;
        }
    }
}
