namespace LmStudio.AI.Tests;

public class MessageIdGeneratorTests
{
    [Fact]
    public void Next_ReturnsPrefixAnd32HexadecimalDigits() => Assert.Matches("^msg_[0-9a-f]{32}$", MessageIdGenerator.Next());

    [Fact]
    public void Next_FromManyThreads_ReturnsEachIdOnce()
    {
        string[] ids = new string[10_000];

        Parallel.For(0, ids.Length, i => ids[i] = MessageIdGenerator.Next());

        Assert.Equal(ids.Length, ids.Distinct().Count());
    }
}
