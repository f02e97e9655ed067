using Microsoft.Extensions.Logging;

namespace LmStudio.AI.Tests;

/// <summary>LM Studio embeds the beginning of a text that is longer than the context, and says nothing of it. The generator does.</summary>
public class EmbeddingLengthTests
{
    private const string Loaded = """{"models":[{"type":"embedding","key":"m","max_context_length":8192,"loaded_instances":[{"id":"m","config":{"context_length":600}}]}]}""";

    [Theory]
    [InlineData(Loaded, 600)]
    [InlineData("""{"models":[{"type":"embedding","key":"m","max_context_length":700,"loaded_instances":[]}]}""", 700)]
    public async Task GenerateAsync_TextLongerThanTheContext_IsWarnedOf(string models, int length)
    {
        string warning = Assert.Single(await EmbedAsync(new string('a', 3000), Answer.Json(models)));

        Assert.StartsWith($"Embeddings Warning: 1 texts, the longest with 3000 characters, probably exceed the context length of m, {length} tokens", warning, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Loaded, 200)]
    [InlineData("""{"models":[]}""", 200)]
    [InlineData("""{"error":"no"}""", 500)]
    public async Task GenerateAsync_TextThatFitsOrUnknownContext_IsNot(string models, int status) =>
        Assert.Empty(await EmbedAsync(new string('a', 2300), Answer.Json(models, status)));

    [Fact]
    public async Task GenerateAsync_ShortText_AsksForNoModels() => Assert.Empty(await EmbedAsync(new string('a', 2000), models: null));

    private static async Task<string[]> EmbedAsync(string text, Answer? models)
    {
        using LogRecorder log = new(LogLevel.Information);
        using VerbatimHttpHandler handler = new();
        if (models is not null)
        {
            _ = handler.Expect("GET /api/v1/models", null, models);
        }

        _ = handler.Expect(Embedders.Route, "*", Answer.Json(Embedders.AnyAnswer));
        using HttpClient httpClient = new(handler);
        using LmStudioClient client = new(httpClient, new() { Endpoint = new Uri("http://lm.test:1234"), ApiToken = "" }, log);
        using LmStudioEmbeddingGenerator generator = new(client, "m");

        _ = await generator.GenerateAsync([text]);

        handler.Verify();
        return log.Lines;
    }
}
