using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LmStudio.AI.SemanticKernel;

/// <summary>Creates the embedding generator of a kernel: the connector with logging and telemetry.</summary>
internal static class EmbeddingService
{
    public static IEmbeddingGenerator<string, Embedding<float>> Create(
        IServiceProvider services,
        LmStudioKernelOptions connection,
        string? serviceId,
        LmStudioEmbeddingGeneratorOptions? options,
        Action<OpenTelemetryEmbeddingGenerator<string, Embedding<float>>>? configureTelemetry)
    {
        ILoggerFactory? loggerFactory = services.GetService<ILoggerFactory>();
        (LmStudioClient lmStudio, bool isOwned) = ChatService.Connect(services, connection, serviceId);
        IEmbeddingGenerator<string, Embedding<float>> generator = lmStudio.AsIEmbeddingGenerator(connection.ModelId, options);
        EmbeddingGeneratorBuilder<string, Embedding<float>> builder = (isOwned ? new OwningEmbeddingGenerator(generator, lmStudio) : generator)
            .AsBuilder()
            .UseOpenTelemetry(loggerFactory, connection.OpenTelemetrySourceName, configureTelemetry);
        if (loggerFactory is not null)
        {
            builder = builder.UseLogging(loggerFactory);
        }

        return builder.Build(services);
    }

    /// <summary>Disposes of the client together with the generator.</summary>
    private sealed class OwningEmbeddingGenerator(IEmbeddingGenerator<string, Embedding<float>> generator, LmStudioClient lmStudio)
        : DelegatingEmbeddingGenerator<string, Embedding<float>>(generator)
    {
        protected override void Dispose(bool disposing)
        {
            base.Dispose(disposing);
            if (disposing)
            {
                lmStudio.Dispose();
            }
        }
    }
}
