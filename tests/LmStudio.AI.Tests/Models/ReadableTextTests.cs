namespace LmStudio.AI.Tests;

public class ReadableTextTests
{
    [Theory]
    [InlineData(999, "999 bytes")]
    [InlineData(1_000, "1.0 kB")]
    [InlineData(5_027_783_488, "5.0 GB")]
    [InlineData(2_500_000_000_000_000, "2500.0 TB")]
    public void ReadableText_Bytes_AreInDecimalUnits(double bytes, string expected) => Assert.Equal(expected, ReadableText.OfBytes(bytes));

    [Theory]
    [InlineData(89, "89 s")]
    [InlineData(240, "4 min")]
    [InlineData(7200, "2 h")]
    public void ReadableText_Time_IsRounded(int seconds, string expected) => Assert.Equal(expected, ReadableText.OfTime(TimeSpan.FromSeconds(seconds)));
}
