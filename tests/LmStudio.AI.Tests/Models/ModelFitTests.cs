namespace LmStudio.AI.Tests;

public class ModelFitTests
{
    private static readonly LmStudioModel Model = new() { Key = "m", MaxContextLength = 32768 };

    [Theory]
    [InlineData(null, true)]
    [InlineData(4096, true)]
    [InlineData(8192, true)]
    [InlineData(8193, false)]
    public void Fits_ContextLength_AtLeastTheOneAskedFor(int? asked, bool fits) =>
        Assert.Equal(fits, ModelFit.Fits(Model, new() { ContextLength = 8192 }, new() { ContextLength = asked }));

    [Theory]
    [InlineData(32768, true)]
    [InlineData(32767, false)]
    public void Fits_MoreThanTheModelHas_TheLongestDoes(int loaded, bool fits) =>
        Assert.Equal(fits, ModelFit.Fits(Model, new() { ContextLength = loaded }, new() { ContextLength = 1_000_000 }));

    [Theory]
    [InlineData(4, true)]
    [InlineData(2, true)]
    [InlineData(8, false)]
    public void Fits_Parallel_AtLeastTheOneAskedFor(int asked, bool fits) =>
        Assert.Equal(fits, ModelFit.Fits(Model, new() { Parallel = 4 }, new() { Parallel = asked }));

    [Fact]
    public void Fits_OtherSettings_OnlyTheSame()
    {
        LmStudioLoadConfig config = new() { EvalBatchSize = 512, FlashAttention = true, NumExperts = 4, OffloadKvCacheToGpu = true };

        Assert.True(ModelFit.Fits(Model, config, new() { EvalBatchSize = 512, FlashAttention = true, NumExperts = 4, OffloadKvCacheToGpu = true }));
        Assert.False(ModelFit.Fits(Model, config, new() { EvalBatchSize = 256 }));
        Assert.False(ModelFit.Fits(Model, config, new() { FlashAttention = false }));
        Assert.False(ModelFit.Fits(Model, config, new() { NumExperts = 2 }));
        Assert.False(ModelFit.Fits(Model, config, new() { OffloadKvCacheToGpu = false }));
    }

    // MLX models and embedding models do not list them: their engines do not have them.
    [Fact]
    public void Fits_SettingThatTheServerDoesNotTell_DoesNotMatter() =>
        Assert.True(ModelFit.Fits(Model, new() { ContextLength = 8192 }, new() { FlashAttention = true, EvalBatchSize = 256 }));

    [Fact]
    public void Fits_ContextThatTheServerDoesNotTell_DoesNotDo()
    {
        Assert.False(ModelFit.Fits(Model, null, new() { ContextLength = 4096 }));
        Assert.True(ModelFit.Fits(Model, null, new()));
    }

    [Fact]
    public void Compare_Differences_AreReadable()
    {
        LoadSettings asked = new() { ContextLength = 16384, Parallel = 2, FlashAttention = false, EvalBatchSize = 256, NumExperts = 4 };

        IReadOnlyList<LmStudioLoadDifference> differences = ModelFit.Compare(asked, new() { ContextLength = 8192, Parallel = 4, FlashAttention = true, NumExperts = 4 });

        Assert.Equal(
            [
                "context_length: requested 16384, applied 8192",
                "eval_batch_size: requested 256, not reported by the server",
                "parallel: requested 2, applied 4",
                "flash_attention: requested false, applied true",
            ],
            differences.Select(static difference => difference.ToString()));
        Assert.Equal([true, false, false, true], differences.Select(static difference => difference.FallsShort));
    }

    [Fact]
    public void CanBeSame_WhatBothTell_Decides()
    {
        Assert.True(ModelFit.CanBeSame(new() { ContextLength = 8192, Parallel = 4 }, new() { ContextLength = 8192, FlashAttention = true }));
        Assert.False(ModelFit.CanBeSame(new() { ContextLength = 8192, Parallel = 4 }, new() { ContextLength = 8192, Parallel = 2 }));
    }
}
