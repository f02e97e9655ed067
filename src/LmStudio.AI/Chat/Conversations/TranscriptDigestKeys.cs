using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace LmStudio.AI;

/// <summary>The keys of a universal hash function, selected randomly.</summary>
/// <remarks>
/// A block of numbers a, b, c, d … becomes (a + key₀) · (b + key₁) + (c + key₂) · (d + key₃) + … modulo 2¹²⁸, whose products do not wait for
/// each other. The digest is the value of a polynomial at a random point modulo the prime 2⁶¹ - 1, whose coefficients are the blocks, each
/// reduced with three more keys.
/// </remarks>
internal sealed class TranscriptDigestKeys
{
    public const int BytesPerBlock = 512;

    private const ulong Prime = (1UL << 61) - 1;

    private readonly ulong _place = DrawBelowPrime();
    private readonly ulong _low = DrawBelowPrime();
    private readonly ulong _middle = DrawBelowPrime();
    private readonly ulong _high = DrawBelowPrime();

    /// <summary>The keys of kind and length, of the last pair, and of the other pairs.</summary>
    private readonly ulong[] _keys = Draw((BytesPerBlock / sizeof(ulong)) + 4);

    /// <summary>Returns the digest with one more block.</summary>
    /// <param name="digest">The digest.</param>
    /// <param name="kind">The kind of the text that the block is part of.</param>
    /// <param name="length">The length of that text.</param>
    /// <param name="numbers">The complete pairs of the block.</param>
    /// <param name="left">The left half of the last pair.</param>
    /// <param name="right">The right half of the last pair.</param>
    public ulong Add(ulong digest, ulong kind, ulong length, ReadOnlySpan<ulong> numbers, ulong left, ulong right)
    {
        ReadOnlySpan<ulong> keys = _keys;
        ulong high = BigMul(kind + keys[0], length + keys[1], out ulong low);
        high += BigMul(left + keys[2], right + keys[3], out ulong product);
        low += product;
        high += low < product ? 1UL : 0UL;

        keys = keys.Slice(4, numbers.Length);
        for (int i = 1; i < numbers.Length; i += 2)
        {
            high += BigMul(numbers[i - 1] + keys[i - 1], numbers[i] + keys[i], out product);
            low += product;
            high += low < product ? 1UL : 0UL;
        }

        ulong sum = BigMul(digest, _place, out ulong sumLow);
        sum += BigMul(low & Prime, _low, out product);
        sumLow += product;
        sum += sumLow < product ? 1UL : 0UL;
        sum += BigMul(((high << 3) | (low >> 61)) & Prime, _middle, out product);
        sumLow += product;
        sum += sumLow < product ? 1UL : 0UL;
        sum += BigMul(high >> 58, _high, out product);
        sumLow += product;
        sum += sumLow < product ? 1UL : 0UL;

        // 2⁶¹ is 1.
        ulong result = (sumLow & Prime) + (((sum << 3) | (sumLow >> 61)) & Prime) + (sum >> 58);
        result = (result & Prime) + (result >> 61);
        return result >= Prime ? result - Prime : result;
    }

#if NET
    private static ulong BigMul(ulong left, ulong right, out ulong low) => Math.BigMul(left, right, out low);
#else
    private static ulong BigMul(ulong left, ulong right, out ulong low)
    {
        ulong leftLow = (uint)left;
        ulong leftHigh = left >> 32;
        ulong rightLow = (uint)right;
        ulong rightHigh = right >> 32;
        ulong lowest = leftLow * rightLow;
        ulong middle = (leftHigh * rightLow) + (lowest >> 32);
        ulong other = (leftLow * rightHigh) + (uint)middle;
        low = (other << 32) | (uint)lowest;
        return (leftHigh * rightHigh) + (middle >> 32) + (other >> 32);
    }
#endif

    private static ulong DrawBelowPrime() => Draw(1)[0] % Prime;

    private static ulong[] Draw(int count)
    {
        byte[] bytes = new byte[count * sizeof(ulong)];
        using RandomNumberGenerator random = RandomNumberGenerator.Create();
        random.GetBytes(bytes);
        return MemoryMarshal.Cast<byte, ulong>(bytes).ToArray();
    }
}
