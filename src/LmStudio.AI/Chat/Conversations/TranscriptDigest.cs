using System.Runtime.InteropServices;

namespace LmStudio.AI;

/// <summary>
/// A digest that grows with what is said, one pass over it and nothing allocated. It is computed twice, with different keys that are drawn when
/// the process starts: transcripts of n blocks that differ have the same digest with a probability of (n / 2⁶⁰)², whoever chooses them, as
/// nobody sees the keys or a digest.
/// </summary>
internal readonly struct TranscriptDigest : IEquatable<TranscriptDigest>
{
    private static readonly TranscriptDigestKeys First = new();
    private static readonly TranscriptDigestKeys Second = new();

    private readonly ulong _first;
    private readonly ulong _second;

    private TranscriptDigest(ulong first, ulong second)
    {
        _first = first;
        _second = second;
    }

    /// <summary>Gets the digest of nothing.</summary>
    public static TranscriptDigest Empty => new(1, 1);

    /// <summary>Returns the digest after one more text.</summary>
    /// <param name="kind">What the text is.</param>
    /// <param name="text">The text.</param>
    public TranscriptDigest Add(ulong kind, string text) => Add(kind, MemoryMarshal.AsBytes(text.AsSpan()));

    /// <summary>Returns the digest after more bytes. Kind and length go with them, so that no two sequences of texts are the same.</summary>
    /// <param name="kind">What the bytes are.</param>
    /// <param name="bytes">The bytes.</param>
    public TranscriptDigest Add(ulong kind, ReadOnlySpan<byte> bytes)
    {
        TranscriptDigest digest = this;
        ulong length = (ulong)bytes.Length;
        while (bytes.Length > TranscriptDigestKeys.BytesPerBlock)
        {
            digest = digest.AddBlock(kind, length, bytes.Slice(0, TranscriptDigestKeys.BytesPerBlock));
            bytes = bytes.Slice(TranscriptDigestKeys.BytesPerBlock);
        }

        return digest.AddBlock(kind, length, bytes);
    }

    public bool Equals(TranscriptDigest other) => _first == other._first && _second == other._second;

    public override bool Equals(object? obj) => obj is TranscriptDigest other && Equals(other);

    public override int GetHashCode() => _first.GetHashCode();

    private TranscriptDigest AddBlock(ulong kind, ulong length, ReadOnlySpan<byte> bytes)
    {
        const int Pair = 2 * sizeof(ulong);

        // What is left at the end is read once more with what is before it; what is shorter is filled with zeros.
        ReadOnlySpan<ulong> numbers = MemoryMarshal.Cast<byte, ulong>(bytes.Slice(0, bytes.Length / Pair * Pair));
        ulong left = 0;
        ulong right = 0;
        if (bytes.Length >= Pair)
        {
            ReadOnlySpan<ulong> last = MemoryMarshal.Cast<byte, ulong>(bytes.Slice(bytes.Length - Pair));
            (left, right) = (last[0], last[1]);
        }
        else
        {
            for (int i = bytes.Length - 1; i >= 0; i--)
            {
                right = (right << 8) | (left >> 56);
                left = (left << 8) | bytes[i];
            }
        }

        return new(
            First.Add(_first, kind, length, numbers, left, right),
            Second.Add(_second, kind, length, numbers, left, right));
    }
}
