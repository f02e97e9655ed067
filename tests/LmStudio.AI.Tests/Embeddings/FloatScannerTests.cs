using System.Globalization;
using System.Text;
using System.Text.Json;

namespace LmStudio.AI.Tests;

public sealed class FloatScannerTests
{
    [Theory]
    [InlineData("]", "")]
    [InlineData("1]", "1")]
    [InlineData("-0.5,2E+3,7e-2 , 1e0\n]", "-0.5 2000 0.07 1")]
    [InlineData("0.00000000000000000000000000012345678901234567]", "1.2345679E-28")]
    [InlineData("123456789012345678901234567890]", "1.2345679E+29")]
    [InlineData("1e-46,1e-40]", "0 1E-40")]
    public void TryScan_Numbers_ReadsThem(string json, string expected)
    {
        float[] vector = new float[1];

        Assert.True(FloatScanner.TryScan(Encoding.UTF8.GetBytes(json), ref vector, out int length, out int end));

        Assert.Equal(expected, string.Join(' ', vector.Take(length).Select(static number => number.ToString("R", CultureInfo.InvariantCulture))));
        Assert.Equal(json.IndexOf(']'), end);
    }

    [Fact]
    public void TryScan_NegativeZero_KeepsItsSign()
    {
        float[] vector = new float[1];

        Assert.True(FloatScanner.TryScan("-0.0]"u8, ref vector, out _, out _));

        Assert.True(float.IsNegative(vector[0]));
    }

    [Theory]
    [InlineData("")]
    [InlineData("1")]
    [InlineData("1,")]
    [InlineData("1,]")]
    [InlineData(",1]")]
    [InlineData("01]")]
    [InlineData("-]")]
    [InlineData(".5]")]
    [InlineData("5.]")]
    [InlineData("1e]")]
    [InlineData("1e12345]")]
    [InlineData("+1]")]
    [InlineData("1 2]")]
    [InlineData("null]")]
    [InlineData("1,\"2\"]")]
    [InlineData("[1]]")]
    [InlineData("NaN]")]
    public void TryScan_AnythingElse_LeavesItToTheReader(string json)
    {
        float[] vector = new float[1];

        Assert.False(FloatScanner.TryScan(Encoding.UTF8.GetBytes(json), ref vector, out _, out _));
    }

    [Fact]
    public void TryScan_FloatsAsJavaScriptWritesThem_AreThoseOfTheReader()
    {
        Random random = new(1);
        for (int i = 0; i < 200_000; i++)
        {
            float number = BitConverter.Int32BitsToSingle(random.Next(int.MinValue, int.MaxValue));
            number = float.IsFinite(number) && i % 2 == 0 ? number : (random.NextSingle() - 0.5f) / 10;
            AssertSame(((double)number).ToString("R", CultureInfo.InvariantCulture));
        }
    }

    [Fact]
    public void TryScan_NumbersNearTheMiddleBetweenTwoFloats_AreThoseOfTheReader()
    {
        Random random = new(2);
        for (int i = 0; i < 50_000; i++)
        {
            float number = (random.NextSingle() - 0.5f) / 10;
            decimal middle = ((decimal)(double)number + (decimal)(double)MathF.BitIncrement(number)) / 2;
            AssertSame((middle + ((i % 3) - 1) * 1e-27m).ToString(CultureInfo.InvariantCulture));
            AssertSame((((double)number + MathF.BitIncrement(number)) / 2).ToString("G17", CultureInfo.InvariantCulture));
        }
    }

    private static void AssertSame(string number)
    {
        byte[] json = Encoding.UTF8.GetBytes(number + "]");
        Utf8JsonReader reader = new(json.AsSpan(0, number.Length));
        _ = reader.Read();
        float[] vector = new float[1];

        Assert.True(FloatScanner.TryScan(json, ref vector, out _, out _), number);
        Assert.True(BitConverter.SingleToInt32Bits(reader.GetSingle()) == BitConverter.SingleToInt32Bits(vector[0]), number);
    }
}
