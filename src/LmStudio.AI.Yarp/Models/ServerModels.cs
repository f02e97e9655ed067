using System.Collections.Frozen;

namespace LmStudio.AI.Yarp;

/// <summary>The models of a server.</summary>
/// <param name="Downloaded">All names of the downloaded models.</param>
/// <param name="Loaded">All names of the loaded models, with the number of parallel requests.</param>
internal sealed record ServerModels(FrozenSet<string> Downloaded, FrozenDictionary<string, int> Loaded)
{
    /// <summary>The number of parallel requests of an instance that does not report it.</summary>
    public const int DefaultParallel = 4;
}
