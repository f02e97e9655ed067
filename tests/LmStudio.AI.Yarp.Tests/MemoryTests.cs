namespace LmStudio.AI.Yarp.Tests;

/// <summary>What the table takes. These tests measure the whole process, so they run alone.</summary>
[CollectionDefinition(nameof(MemoryTests), DisableParallelization = true)]
[Collection(nameof(MemoryTests))]
public class MemoryTests
{
    private static readonly ConversationOwner Owner = new("a", TokenFingerprint.Compute("resp_1", "ada"));

    [Fact]
    public void Memory_AMillionIds_StaysFlat()
    {
        RecentConversations recent = new(capacity: 50_000, TimeSpan.FromDays(30), TimeProvider.System);
        Fill(recent, 0, 100_000);
        long before = GC.GetTotalMemory(forceFullCollection: true);

        Fill(recent, 100_000, 1_000_000);
        long grown = GC.GetTotalMemory(forceFullCollection: true) - before;

        // A million ids that stayed would be more than 200 MB.
        Assert.InRange(recent.Count, 25_000, 50_000);
        Assert.True(grown < 10_000_000, $"{grown} bytes more");
        GC.KeepAlive(recent);
    }

    private static void Fill(RecentConversations recent, int first, int count)
    {
        for (int i = first; i < first + count; i++)
        {
            recent.Add($"lmstudio:lmstudio:resp_{i:x48}", Owner);
        }
    }
}
