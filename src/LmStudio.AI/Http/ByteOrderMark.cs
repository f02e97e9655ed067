namespace LmStudio.AI;

/// <summary>Skips the byte order mark that some proxies add to a body and that JSON readers reject.</summary>
internal static class ByteOrderMark
{
    private static ReadOnlySpan<byte> Utf8 => [0xEF, 0xBB, 0xBF];

    public static ReadOnlySpan<byte> Skip(ReadOnlySpan<byte> body) => body.StartsWith(Utf8) ? body.Slice(Utf8.Length) : body;

    public static ReadOnlyMemory<byte> Skip(ReadOnlyMemory<byte> body) => body.Slice(body.Length - Skip(body.Span).Length);
}
