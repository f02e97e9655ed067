using System.Globalization;

namespace LmStudio.AI;

/// <summary>Compares loaded instances with requested settings.</summary>
internal static class ModelFit
{
    /// <summary>Returns whether an instance meets the request.</summary>
    /// <remarks>An instance with the model's maximum context length meets requests for a longer one, as another load would not get more.</remarks>
    public static bool Fits(LmStudioModel model, LmStudioLoadConfig? config, LoadSettings asked)
    {
        if (asked.ContextLength > model.MaxContextLength)
        {
            asked = asked with { ContextLength = model.MaxContextLength };
        }

        return Compare(asked, config).All(static difference => !difference.FallsShort);
    }

    /// <summary>Lists the settings that differ from the requested ones.</summary>
    public static IReadOnlyList<LmStudioLoadDifference> Compare(LoadSettings asked, LmStudioLoadConfig? applied)
    {
        List<LmStudioLoadDifference> differences = [];
        AddNumber("context_length", asked.ContextLength, applied?.ContextLength, moreIsEnough: true, missingFallsShort: true);
        AddNumber("eval_batch_size", asked.EvalBatchSize, applied?.EvalBatchSize);
        AddNumber("parallel", asked.Parallel, applied?.Parallel, moreIsEnough: true);
        AddSwitch("flash_attention", asked.FlashAttention, applied?.FlashAttention);
        AddNumber("num_experts", asked.NumExperts, applied?.NumExperts);
        AddSwitch("offload_kv_cache_to_gpu", asked.OffloadKvCacheToGpu, applied?.OffloadKvCacheToGpu);
        return differences;

        void AddNumber(string name, int? asked, int? applied, bool moreIsEnough = false, bool missingFallsShort = false)
        {
            if (asked is { } wanted && applied != wanted)
            {
                bool fallsShort = applied is { } got ? got < wanted || !moreIsEnough : missingFallsShort;
                differences.Add(new LmStudioLoadDifference(name, Text(wanted), applied is { } value ? Text(value) : null, fallsShort));
            }
        }

        void AddSwitch(string name, bool? asked, bool? applied)
        {
            if (asked is { } wanted && applied != wanted)
            {
                differences.Add(new LmStudioLoadDifference(name, Text(wanted), applied is { } value ? Text(value) : null, fallsShort: applied is not null));
            }
        }
    }

    /// <summary>Returns whether two configurations can be of the same instance: no value that both have differs.</summary>
    public static bool CanBeSame(LmStudioLoadConfig? one, LmStudioLoadConfig? other) =>
        one is null
        || other is null
        || (Agree(one.ContextLength, other.ContextLength)
            && Agree(one.EvalBatchSize, other.EvalBatchSize)
            && Agree(one.Parallel, other.Parallel)
            && Agree(one.FlashAttention, other.FlashAttention)
            && Agree(one.NumExperts, other.NumExperts)
            && Agree(one.OffloadKvCacheToGpu, other.OffloadKvCacheToGpu));

    private static bool Agree<T>(T? one, T? other)
        where T : struct =>
        one is null || other is null || one.Value.Equals(other.Value);

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Text(bool value) => value ? "true" : "false";
}
