namespace LmStudio.AI;

/// <summary>The body of <c>POST /v1/embeddings</c>.</summary>
/// <remarks>There is no <c>dimensions</c> and no <c>encoding_format</c>: the server ignores both. It only accepts strings, not arrays of tokens.</remarks>
internal sealed class EmbeddingRequest
{
    public required string Model { get; init; }

    public required IReadOnlyList<string> Input { get; init; }
}
