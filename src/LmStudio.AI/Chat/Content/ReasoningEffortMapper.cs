using Microsoft.Extensions.AI;

namespace LmStudio.AI;

/// <summary>Maps a reasoning effort to a value that the model accepts; the server rejects all others.</summary>
internal static class ReasoningEffortMapper
{
    private const string On = "on";

    /// <summary>The values from no to most effort. A value's place is its rank.</summary>
    private static readonly string[] Scale = ["off", "low", "medium", "high", "xhigh"];

    /// <summary>Maps the effort for a model whose accepted values are unknown to the values that most models accept.</summary>
    public static string Map(ReasoningEffort effort) => Scale[Math.Min(Rank(effort), 3)];

    /// <summary>Returns the accepted value that is nearest to the effort, or the lower one of two; <see langword="null"/> if no value is to be sent.</summary>
    public static string? Clamp(ReasoningEffort effort, LmStudioReasoningCapability? capability)
    {
        if (capability is null)
        {
            return null;
        }

        int wanted = Rank(effort);
        string? nearest = null;
        int least = int.MaxValue;

        // A request for little reasoning is not a request for none: "off" is not near to "low".
        for (int rank = wanted == 0 ? 0 : 1; rank < Scale.Length; rank++)
        {
            int distance = Math.Abs(rank - wanted);
            if (distance < least && capability.AllowedOptions.Contains(Scale[rank]))
            {
                nearest = Scale[rank];
                least = distance;
            }
        }

        return nearest ?? (capability.AllowedOptions.Contains(On) ? On : null);
    }

    private static int Rank(ReasoningEffort effort) => effort switch
    {
        ReasoningEffort.None => 0,
        ReasoningEffort.Low => 1,
        ReasoningEffort.Medium => 2,
        ReasoningEffort.High => 3,
        _ => 4,
    };
}
