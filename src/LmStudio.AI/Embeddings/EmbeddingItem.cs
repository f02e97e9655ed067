namespace LmStudio.AI;

/// <summary>An element of a response's <c>data</c>.</summary>
internal readonly struct EmbeddingItem(int? index, float[]? vector, string? problem)
{
    /// <summary>Gets the index of the text in the request.</summary>
    public int? Index { get; } = index;

    public float[]? Vector { get; } = vector;

    /// <summary>Gets a description of the value that is not a vector, if there is no vector.</summary>
    public string? Problem { get; } = problem;
}
