using System.Runtime.InteropServices;

namespace LmStudio.AI;

/// <summary>
/// An incremental digest of a conversation, computed in one pass without allocations. It is computed twice, with different keys that are
/// selected randomly when the process starts: different texts of n blocks have the same digest with a probability of (n / 2⁶⁰)², even if an
/// attacker chooses them, as the keys and digests are never exposed.
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

    /// <summary>Returns the digest with one more text.</summary>
    /// <param name="kind">The kind of text.</param>
    /// <param name="text">The text.</param>
    public TranscriptDigest Add(ulong kind, string text) => Add(kind, MemoryMarshal.AsBytes(text.AsSpan()));

    /// <summary>Returns the digest with more bytes. Kind and length are included, so that no two sequences of texts are equal.</summary>
    /// <param name="kind">The kind of bytes.</param>
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

        // The last pair overlaps the one before it; a shorter text is padded with zeros.
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
