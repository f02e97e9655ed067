namespace LmStudio.AI;

/// <summary>Skips the mark that some proxies put before a body, and that readers of JSON refuse.</summary>
internal static class ByteOrderMark
{
    private static ReadOnlySpan<byte> Utf8 => [0xEF, 0xBB, 0xBF];

    public static ReadOnlySpan<byte> Skip(ReadOnlySpan<byte> body) => body.StartsWith(Utf8) ? body.Slice(Utf8.Length) : body;

    public static ReadOnlyMemory<byte> Skip(ReadOnlyMemory<byte> body) => body.Slice(body.Length - Skip(body.Span).Length);
}
