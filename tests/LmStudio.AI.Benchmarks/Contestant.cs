namespace LmStudio.AI.Benchmarks;

/// <summary>Something that is measured.</summary>
/// <param name="Name">What it is called in the table.</param>
/// <param name="RunAsync">Does it once, and throws where the outcome is not what it should be.</param>
internal sealed record Contestant(string Name, Func<Task> RunAsync)
{
    /// <summary>Gets or sets the CPU time of one run, in microseconds, for what does its work in another process. <see langword="null"/> is measured here.</summary>
    public Func<Task<double>>? MeasureElsewhere { get; init; }
}
