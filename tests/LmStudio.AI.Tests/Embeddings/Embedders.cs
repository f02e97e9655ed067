using Microsoft.Extensions.AI;

namespace LmStudio.AI.Tests;

/// <summary>Makes embedding generators over a handler, and answers for them.</summary>
internal static class Embedders
{
    public const string Route = "POST /v1/embeddings";

    /// <summary>What the server sends for one text.</summary>
    public const string AnyAnswer = """{"object":"list","data":[{"object":"embedding","embedding":[0.5,-0.25],"index":0}],"model":"m","usage":{"prompt_tokens":0,"total_tokens":0}}""";

    public static VerbatimHttpHandler Answering(string body, int status = 200) => new VerbatimHttpHandler().Expect(Route, "*", Answer.Json(body, status));

    public static LmStudioEmbeddingGenerator Create(HttpMessageHandler handler, string? model = "m", LmStudioEmbeddingGeneratorOptions? options = null) =>
        new(Clients.Create(handler), model, options);

    /// <summary>Embeds one text and gets what the answer makes of it.</summary>
    public static async Task<GeneratedEmbeddings<Embedding<float>>> GetAsync(string body, params string[] texts)
    {
        using VerbatimHttpHandler handler = Answering(body);
        return await Create(handler).GenerateAsync(texts);
    }

    public static async Task<LmStudioException> FailAsync(string body, params string[] texts) =>
        await Assert.ThrowsAsync<LmStudioException>(() => GetAsync(body, texts));

    /// <summary>Writes an answer with vectors, one for each index.</summary>
    public static string Body(params (int Index, string Numbers)[] items)
    {
        IEnumerable<string> data = items.Select(static item => $$"""{"object":"embedding","embedding":[{{item.Numbers}}],"index":{{item.Index}}}""");
        return $$"""{"object":"list","data":[{{string.Join(",", data)}}],"model":"m@q8_0","usage":{"prompt_tokens":0,"total_tokens":0} }""";
    }
}
