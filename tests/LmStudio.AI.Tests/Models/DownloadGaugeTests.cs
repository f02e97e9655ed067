namespace LmStudio.AI.Tests;

public class DownloadGaugeTests
{
    private readonly DownloadMeter _gauge = new();

    [Fact]
    public void BytesPerSecond_OneLook_IsNotKnown()
    {
        Observe(0, "downloading", 100);

        Assert.Null(_gauge.BytesPerSecond);
    }

    [Fact]
    public void BytesPerSecond_Growth_IsMeasured()
    {
        Observe(0, "downloading", 0);
        Observe(2, "downloading", 300);
        Observe(4, "downloading", 1000);

        Assert.Equal(250, _gauge.BytesPerSecond);
    }

    [Fact]
    public void BytesPerSecond_OldGrowth_IsForgotten()
    {
        Observe(0, "downloading", 0);
        Observe(10, "downloading", 5000);
        Observe(20, "downloading", 5000);
        Observe(26, "downloading", 5000);

        Assert.Equal(0, _gauge.BytesPerSecond);
    }

    [Fact]
    public void BytesPerSecond_RareLooks_IsMeasuredFromTheLast()
    {
        Observe(0, "downloading", 0);
        Observe(100, "downloading", 5000);
        Observe(200, "downloading", 25000);

        Assert.Equal(200, _gauge.BytesPerSecond);
    }

    [Fact]
    public void IdleTime_NoGrowth_CountsFromTheLast()
    {
        Observe(0, "downloading", 0);
        Observe(10, "downloading", 1);
        Observe(70, "downloading", 1);

        Assert.Equal(TimeSpan.FromSeconds(60), _gauge.IdleTime(TimeSpan.FromSeconds(70)));
    }

    [Fact]
    public void IdleTime_OtherStatus_CountsAnew()
    {
        Observe(0, "downloading", 1);
        Observe(50, "paused", 1);
        Observe(70, "paused", 1);

        Assert.Equal(TimeSpan.FromSeconds(20), _gauge.IdleTime(TimeSpan.FromSeconds(70)));
        Assert.Equal(0, _gauge.BytesPerSecond);
    }

    [Fact]
    public void IdleTime_BegunAgain_NeedsGrowthFromThere()
    {
        Observe(0, "downloading", 1000);
        Observe(10, "downloading", 100);
        Observe(20, "downloading", 200);

        Assert.Equal(TimeSpan.Zero, _gauge.IdleTime(TimeSpan.FromSeconds(20)));
        Assert.Equal(10, _gauge.BytesPerSecond);
    }

    [Fact]
    public void IdleTime_ServerTellsNoBytes_IsNotCounted()
    {
        Observe(0, "downloading", null);
        Observe(100, "downloading", null);

        Assert.Equal(TimeSpan.Zero, _gauge.IdleTime(TimeSpan.FromSeconds(100)));
    }

    private void Observe(int seconds, string status, long? bytes) => _gauge.Observe(TimeSpan.FromSeconds(seconds), status, bytes);
}
