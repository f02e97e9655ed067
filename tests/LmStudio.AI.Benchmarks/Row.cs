namespace LmStudio.AI.Benchmarks;

/// <summary>One row of the table: what is measured, of the connector and of what it is held against.</summary>
/// <param name="Name">What is done.</param>
/// <param name="Units">How many of the units the row is about one run has, like tokens.</param>
/// <param name="Ours">The connector.</param>
/// <param name="Peer">What it is held against.</param>
/// <param name="Goal">The ratio of CPU time to reach.</param>
/// <param name="Bound">The ratio of CPU time that fails the run, so far from the usual one that noise does not reach it.</param>
/// <param name="Runs">How many runs are one sample, so that a sample takes some milliseconds.</param>
internal sealed record Row(string Name, int Units, Contestant Ours, Contestant Peer, double Goal, double Bound, int Runs = 1);
