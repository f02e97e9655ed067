using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace LmStudio.AI;

/// <summary>
/// An incremental digest of a conversation, computed in one pass without allocations: the value of a polynomial, whose coefficients are the
/// content, at two points that are selected randomly when the process starts, modulo 2⁶¹ - 1. Different texts have the same digest with a
/// probability of their length divided by 2¹²², even if an attacker chooses them, as the points and digests are never exposed.
/// </summary>
internal readonly struct TranscriptDigest : IEquatable<TranscriptDigest>
{
    private const ulong Prime = (1UL << 61) - 1;

    /// <summary>So many bytes are less than the prime in any case.</summary>
    private const int BytesPerStep = 7;
    private const ulong StepMask = (1UL << (8 * BytesPerStep)) - 1;

    private static readonly ulong FirstPlace = Draw();
    private static readonly ulong SecondPlace = Draw();

    private readonly ulong _first;
    private readonly ulong _second;

    private TranscriptDigest(ulong first, ulong second)
    {
        _first = first;
        _second = second;
    }

    /// <summary>Gets the digest of nothing.</summary>
    public static TranscriptDigest Empty => new(1, 1);

    /// <summary>Returns the digest after one more number below 2⁵⁶.</summary>
    public TranscriptDigest Add(ulong number) => new(Step(_first, number, FirstPlace), Step(_second, number, SecondPlace));

    /// <summary>Returns the digest after one more text. Its length goes before it, so that no two sequences of texts are the same.</summary>
    public TranscriptDigest Add(string text) => Add(MemoryMarshal.AsBytes(text.AsSpan()));

    /// <summary>Returns the digest after more bytes, with their length before them.</summary>
    public TranscriptDigest Add(ReadOnlySpan<byte> bytes)
    {
        TranscriptDigest start = Add((ulong)bytes.Length);
        ulong first = start._first;
        ulong second = start._second;
        while (bytes.Length >= sizeof(ulong))
        {
            ulong number = BinaryPrimitives.ReadUInt64LittleEndian(bytes) & StepMask;
            first = Step(first, number, FirstPlace);
            second = Step(second, number, SecondPlace);
            bytes = bytes.Slice(BytesPerStep);
        }

        ulong low = 0;
        for (int i = Math.Min(bytes.Length, BytesPerStep) - 1; i >= 0; i--)
        {
            low = (low << 8) | bytes[i];
        }

        return new TranscriptDigest(first, second).Add(low);
    }

    public bool Equals(TranscriptDigest other) => _first == other._first && _second == other._second;

    public override bool Equals(object? obj) => obj is TranscriptDigest other && Equals(other);

    public override int GetHashCode() => _first.GetHashCode();

    private static ulong Step(ulong sum, ulong number, ulong place)
    {
#if NET
        ulong high = Math.BigMul(sum + number, place, out ulong low);
#else
        ulong high = BigMul(sum + number, place, out ulong low);
#endif
        ulong result = (low & Prime) + ((high << 3) | (low >> 61));
        return result >= Prime ? result - Prime : result;
    }

#if !NET
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

    /// <summary>Draws a number between 2 and the prime.</summary>
    private static ulong Draw()
    {
        byte[] bytes = new byte[sizeof(ulong)];
        using RandomNumberGenerator random = RandomNumberGenerator.Create();
        random.GetBytes(bytes);
        return (BitConverter.ToUInt64(bytes, 0) % (Prime - 2)) + 2;
    }
}
