using System.Collections.Frozen;

namespace LmStudio.AI.Yarp;

/// <summary>What a server says of its models.</summary>
/// <param name="Downloaded">Every name of a model on the server's disk.</param>
/// <param name="Loaded">Every name of a loaded model, with how many requests it answers at once.</param>
internal sealed record ServerModels(FrozenSet<string> Downloaded, FrozenDictionary<string, int> Loaded)
{
    /// <summary>How many requests an instance answers at once if it does not say so.</summary>
    public const int DefaultParallel = 4;
}
