using Microsoft.Extensions.AI;

namespace LmStudio.AI.Tests;

/// <summary>The generator as an object: its services, its metadata and what it owns.</summary>
public class EmbeddingGeneratorTests
{
    [Fact]
    public void GetService_Metadata_HasProviderEndpointModelAndLength()
    {
        using VerbatimHttpHandler handler = new();
        using IEmbeddingGenerator<string, Embedding<float>> generator = Clients.Create(handler).AsIEmbeddingGenerator("m", new() { Dimensions = 768 });

        EmbeddingGeneratorMetadata metadata = generator.GetRequiredService<EmbeddingGeneratorMetadata>();

        Assert.Equal("lmstudio", metadata.ProviderName);
        Assert.Equal(new Uri("http://lm.test:1234/"), metadata.ProviderUri);
        Assert.Equal("m", metadata.DefaultModelId);
        Assert.Equal(768, metadata.DefaultModelDimensions);
        Assert.Same(metadata, generator.GetService<EmbeddingGeneratorMetadata>());
    }

    [Fact]
    public void GetService_Defaults_LeaveModelAndLengthOpen()
    {
        using LmStudioEmbeddingGenerator generator = new(new Uri("http://localhost:1234/v1"), apiToken: "");

        EmbeddingGeneratorMetadata metadata = ((IEmbeddingGenerator)generator).GetRequiredService<EmbeddingGeneratorMetadata>();

        Assert.Equal(new Uri("http://localhost:1234/"), metadata.ProviderUri);
        Assert.Null(metadata.DefaultModelId);
        Assert.Null(metadata.DefaultModelDimensions);
    }

    [Fact]
    public void GetService_Types_AreFound()
    {
        using VerbatimHttpHandler handler = new();
        using LmStudioClient client = Clients.Create(handler);
        using LmStudioEmbeddingGenerator generator = new(client);

        Assert.Same(client, generator.GetService(typeof(LmStudioClient)));
        Assert.Same(generator, generator.GetService(typeof(LmStudioEmbeddingGenerator)));
        Assert.Same(generator, generator.GetService(typeof(IEmbeddingGenerator<string, Embedding<float>>)));
        Assert.Null(generator.GetService(typeof(string)));
        Assert.Null(generator.GetService(typeof(LmStudioClient), "key"));
        _ = Assert.Throws<ArgumentNullException>(() => generator.GetService(null!));
    }

    [Fact]
    public async Task Dispose_ClientOfTheCaller_StaysUsable()
    {
        using VerbatimHttpHandler handler = Embedders.Answering(Embedders.AnyAnswer);
        using LmStudioClient client = Clients.Create(handler);
        client.AsIEmbeddingGenerator("m").Dispose();

        _ = await client.AsIEmbeddingGenerator("m").GenerateAsync(["a"]);

        Assert.False(handler.IsDisposed);
    }

    [Fact]
    public async Task Dispose_OwnClient_IsDisposed()
    {
        LmStudioEmbeddingGenerator generator = new(RawServer.GetClosedEndpoint(), "m", apiToken: "");

        generator.Dispose();

        _ = await Assert.ThrowsAsync<ObjectDisposedException>(() => generator.GenerateAsync(["a"]));
    }

    [Fact]
    public void Constructor_Null_Throws()
    {
        _ = Assert.Throws<ArgumentNullException>("endpoint", () => new LmStudioEmbeddingGenerator((Uri)null!));
        _ = Assert.Throws<ArgumentNullException>("client", () => new LmStudioEmbeddingGenerator((LmStudioClient)null!));
        _ = Assert.Throws<ArgumentNullException>("client", () => ((LmStudioClient)null!).AsIEmbeddingGenerator());
    }

    [Fact]
    public async Task Generate_Token_IsSent()
    {
        using VerbatimHttpHandler handler = Embedders.Answering(Embedders.AnyAnswer);

        _ = await Clients.Create(handler, apiToken: "sk-lm-abcdefgh:12345678901234567890").AsIEmbeddingGenerator("m").GenerateAsync(["a"]);

        Assert.Equal("Bearer sk-lm-abcdefgh:12345678901234567890", handler.Requests[0].Headers.Authorization!.ToString());
    }
}
