using System.Diagnostics.Metrics;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Moq;

namespace LmStudio.AI.Yarp.Tests;

/// <summary>What the table of conversations keeps, and for how long.</summary>
public class TableTests
{
    private static readonly ConversationOwner Owner = new("a", TokenFingerprint.Compute("resp_1", "ada"));

    [Fact]
    public async Task Table_HasWhatItWasTold_PerCluster()
    {
        ConversationTable table = CreateTable();

        await table.AddAsync("lmstudio", "resp_1", Owner, CancellationToken.None);

        Assert.Equal(Owner, await table.FindAsync("lmstudio", "resp_1", CancellationToken.None));
        Assert.Null(await table.FindAsync("lmstudio", "resp_2", CancellationToken.None));
        Assert.Null(await table.FindAsync("other", "resp_1", CancellationToken.None));
    }

    [Fact]
    public async Task Id_After30Days_IsForgotten()
    {
        FakeTimeProvider clock = new();
        ConversationTable table = CreateTable(clock: clock);
        await table.AddAsync("lmstudio", "resp_1", Owner, CancellationToken.None);

        clock.Advance(TimeSpan.FromDays(29));
        Assert.NotNull(await table.FindAsync("lmstudio", "resp_1", CancellationToken.None));
        clock.Advance(TimeSpan.FromDays(2));
        Assert.Null(await table.FindAsync("lmstudio", "resp_1", CancellationToken.None));
    }

    [Fact]
    public async Task SharedCache_GetsTheOwnerFor30Days()
    {
        Mock<IDistributedCache> shared = new();
        ConversationTable table = CreateTable(shared.Object);

        await table.AddAsync("lmstudio", "resp_1", Owner, CancellationToken.None);

        shared.Verify(cache => cache.SetAsync(
            "lmstudio:lmstudio:resp_1",
            It.Is<byte[]>(static value => ConversationOwner.FromBytes(value) == Owner),
            It.Is<DistributedCacheEntryOptions>(static options => options.AbsoluteExpirationRelativeToNow == TimeSpan.FromDays(30)),
            It.IsAny<CancellationToken>()));
    }

    [Fact]
    public async Task SharedCache_Fails_IsLeftAloneForAWhile()
    {
        FakeTimeProvider clock = new();
        Mock<IDistributedCache> shared = new();
        _ = shared.Setup(static cache => cache.GetAsync(It.IsAny<string>(), It.IsAny<CancellationToken>())).ThrowsAsync(new InvalidOperationException("down"));
        ConversationTable table = CreateTable(shared.Object, clock);

        Assert.Null(await table.FindAsync("lmstudio", "resp_1", CancellationToken.None));
        Assert.Null(await table.FindAsync("lmstudio", "resp_1", CancellationToken.None));
        shared.Verify(static cache => cache.GetAsync(It.IsAny<string>(), It.IsAny<CancellationToken>()), Times.Once);
        clock.Advance(TimeSpan.FromSeconds(6));
        Assert.Null(await table.FindAsync("lmstudio", "resp_1", CancellationToken.None));
        shared.Verify(static cache => cache.GetAsync(It.IsAny<string>(), It.IsAny<CancellationToken>()), Times.Exactly(2));
    }

    [Fact]
    public async Task SharedCache_NeverAnswers_IsNotWaitedFor()
    {
        Mock<IDistributedCache> shared = new();
        _ = shared.Setup(static cache => cache.GetAsync(It.IsAny<string>(), It.IsAny<CancellationToken>())).Returns(new TaskCompletionSource<byte[]?>().Task);
        ConversationTable table = CreateTable(shared.Object, timeout: TimeSpan.FromMilliseconds(20));

        Assert.Null(await table.FindAsync("lmstudio", "resp_1", CancellationToken.None).AsTask().WaitAsync(TimeSpan.FromSeconds(30)));
    }

    [Fact]
    public async Task SharedCache_HasSomethingElse_IsNoOwner()
    {
        Mock<IDistributedCache> shared = new();
        _ = shared.Setup(static cache => cache.GetAsync(It.IsAny<string>(), It.IsAny<CancellationToken>())).ReturnsAsync("x"u8.ToArray());

        Assert.Null(await CreateTable(shared.Object).FindAsync("lmstudio", "resp_1", CancellationToken.None));
    }

    [Fact]
    public void Memory_Full_NewIdsAndUsedOnesStay()
    {
        RecentConversations recent = new(capacity: 100, TimeSpan.FromDays(30), TimeProvider.System);
        recent.Add("used", Owner);

        for (int i = 0; i < 1_000; i++)
        {
            recent.Add($"resp_{i}", Owner);
            Assert.True(recent.TryGet("used", out _));
            Assert.True(recent.TryGet($"resp_{i}", out _));
        }

        Assert.InRange(recent.Count, 50, 100);
        Assert.False(recent.TryGet("resp_0", out _));
    }

    [Fact]
    public void Fingerprint_OfOneTokenInTwoConversations_IsNotTheSame() =>
        Assert.NotEqual(TokenFingerprint.Compute("resp_1", "ada"), TokenFingerprint.Compute("resp_2", "ada"));

    private static ConversationTable CreateTable(IDistributedCache? shared = null, TimeProvider? clock = null, TimeSpan? timeout = null)
    {
        LmStudioAffinityOptions options = new();
        options.DistributedCacheTimeout = timeout ?? options.DistributedCacheTimeout;
        IMeterFactory meters = new ServiceCollection().AddMetrics().BuildServiceProvider().GetRequiredService<IMeterFactory>();
        return new ConversationTable(Options.Create(options), shared, new GatewayMetrics(meters), clock ?? TimeProvider.System, NullLogger<ConversationTable>.Instance);
    }
}
