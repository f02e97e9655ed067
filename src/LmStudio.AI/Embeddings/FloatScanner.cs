using System.Buffers.Binary;
using System.Buffers.Text;

namespace LmStudio.AI;

/// <summary>
/// Reads a JSON array of numbers without a JSON reader, which would take most of the time for a batch of embeddings. The results are the same: the nearest
/// floats.
/// </summary>
internal static class FloatScanner
{
    /// <summary>The number of digits that always fits into 64 bits.</summary>
    private const int MostDigits = 19;

    /// <summary>A double has so many bits more than a float.</summary>
    private const long ExtraBits = (1L << 29) - 1;

    /// <summary>The extra bits of a double that lies in the middle between two floats.</summary>
    private const long Middle = 1L << 28;

    /// <summary>The maximum error of a double, in units in the last place: three roundings of at most half a unit each, and a margin.</summary>
    private const long MostError = 4;

    private const double SmallestNormal = 1.2e-38;
    private const double Largest = 3.4e38;

    private static readonly double[] Powers =
    [
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9,
        1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22, 1e23, 1e24, 1e25, 1e26, 1e27, 1e28, 1e29,
        1e30, 1e31, 1e32, 1e33, 1e34, 1e35, 1e36, 1e37,
    ];

    /// <summary>Reads the numbers of an array, after its opening bracket.</summary>
    /// <param name="json">The rest of the JSON.</param>
    /// <param name="vector">Receives the numbers, and is replaced by a larger array if they do not fit.</param>
    /// <param name="length">The number of numbers.</param>
    /// <param name="end">The position of the closing bracket.</param>
    /// <returns><see langword="false"/> if there is anything but plain numbers, which requires a JSON reader.</returns>
    public static bool TryScan(ReadOnlySpan<byte> json, ref float[] vector, out int length, out int end)
    {
        length = 0;
        end = SkipWhiteSpace(json, 0);
        while (TryReadNumber(json, ref end, out float number))
        {
            if (length == vector.Length)
            {
                Array.Resize(ref vector, 2 * length);
            }

            vector[length++] = number;
            end = SkipWhiteSpace(json, end);
            if (end == json.Length)
            {
                return false;
            }

            if (json[end] != (byte)',')
            {
                return json[end] == (byte)']';
            }

            end = SkipWhiteSpace(json, end + 1);
        }

        return length == 0 && end < json.Length && json[end] == (byte)']';
    }

    private static bool TryReadNumber(ReadOnlySpan<byte> json, ref int position, out float number)
    {
        number = 0;
        int start = position;
        bool isNegative = start < json.Length && json[start] == (byte)'-';
        ulong digits = 0;
        int begin = start + (isNegative ? 1 : 0);
        int end = ReadDigits(json, begin, ref digits);
        int count = end - begin;

        // JSON has neither ".5" nor "05".
        if (count == 0 || (count > 1 && json[begin] == (byte)'0'))
        {
            return false;
        }

        int exponent = 0;
        if (end < json.Length && json[end] == (byte)'.')
        {
            begin = end + 1;
            int significant = begin;
            while (digits == 0 && significant < json.Length && json[significant] == (byte)'0')
            {
                significant++;
            }

            end = ReadDigits(json, significant, ref digits);
            exponent = begin - end;
            count += end - significant;
            if (exponent == 0)
            {
                return false;
            }
        }

        if (end < json.Length && (json[end] | 0x20) == 'e' && !TryReadExponent(json, ref end, ref exponent))
        {
            return false;
        }

        position = end;
        return count <= MostDigits && TryRound(digits, exponent, out number)
            ? Sign(ref number, isNegative)
            : Utf8Parser.TryParse(json.Slice(start, end - start), out number, out int consumed) && consumed == end - start && !float.IsInfinity(number);
    }

    private static bool Sign(ref float number, bool isNegative)
    {
        number = isNegative ? -number : number;
        return true;
    }

    /// <summary>Rounds a number, unless it is so near to the middle between two floats that the double in between might decide wrongly.</summary>
    private static bool TryRound(ulong digits, int exponent, out float number)
    {
        number = 0;
        if (digits == 0)
        {
            return true;
        }

        if (exponent <= -Powers.Length || exponent >= Powers.Length)
        {
            return false;
        }

        double value = exponent < 0 ? digits / Powers[-exponent] : digits * Powers[exponent];
        number = (float)value;
        return Math.Abs((BitConverter.DoubleToInt64Bits(value) & ExtraBits) - Middle) > MostError && value is > SmallestNormal and < Largest;
    }

    private static bool TryReadExponent(ReadOnlySpan<byte> json, ref int end, ref int exponent)
    {
        int begin = end + 1;
        bool isNegative = begin < json.Length && json[begin] == (byte)'-';
        if (isNegative || (begin < json.Length && json[begin] == (byte)'+'))
        {
            begin++;
        }

        ulong digits = 0;
        end = ReadDigits(json, begin, ref digits);
        exponent += isNegative ? -(int)digits : (int)digits;
        return end - begin is > 0 and <= 4;
    }

    private static int ReadDigits(ReadOnlySpan<byte> json, int position, ref ulong digits)
    {
        while (json.Length - position >= sizeof(ulong))
        {
            ulong eight = BinaryPrimitives.ReadUInt64LittleEndian(json.Slice(position));
            if (!AreDigits(eight))
            {
                break;
            }

            digits = (digits * 100_000_000) + ToNumber(eight);
            position += sizeof(ulong);
        }

        while (position < json.Length && (uint)(json[position] - '0') <= 9)
        {
            digits = (digits * 10) + (uint)(json[position++] - '0');
        }

        return position;
    }

    /// <summary>Returns whether eight characters are digits: their upper halves are 3, and stay so when 6 is added to the lower ones.</summary>
    private static bool AreDigits(ulong eight) =>
        ((eight & 0xF0F0F0F0F0F0F0F0) | (((eight + 0x0606060606060606) & 0xF0F0F0F0F0F0F0F0) >> 4)) == 0x3333333333333333;

    /// <summary>Joins eight digits: to four numbers of two digits, and these with two multiplications.</summary>
    private static ulong ToNumber(ulong eight)
    {
        eight -= 0x3030303030303030;
        eight = (eight * 10) + (eight >> 8);
        return (((eight & 0x000000FF000000FF) * 0x000F424000000064) + (((eight >> 16) & 0x000000FF000000FF) * 0x0000271000000001)) >> 32;
    }

    private static int SkipWhiteSpace(ReadOnlySpan<byte> json, int position)
    {
        while (position < json.Length && json[position] is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t')
        {
            position++;
        }

        return position;
    }
}
