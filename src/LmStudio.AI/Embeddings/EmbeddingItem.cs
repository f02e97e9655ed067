namespace LmStudio.AI;

/// <summary>One element of an answer's <c>data</c>.</summary>
internal readonly struct EmbeddingItem(int? index, float[]? vector, string? problem)
{
    /// <summary>Gets the place of the text in the request.</summary>
    public int? Index { get; } = index;

    public float[]? Vector { get; } = vector;

    /// <summary>Gets what came in place of numbers, for one without a vector.</summary>
    public string? Problem { get; } = problem;
}
