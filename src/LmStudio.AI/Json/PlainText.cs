#if NET
using System.Buffers;
#endif
using System.Text;

namespace LmStudio.AI;

/// <summary>Reads JSON strings without escapes.</summary>
internal static class PlainText
{
#if NET
    /// <summary>The quote, the backslash and the characters that are not allowed in a string.</summary>
    private static readonly SearchValues<byte> Special = SearchValues.Create([.. Enumerable.Range(0, 0x20).Select(static value => (byte)value), (byte)'"', (byte)'\\']);
#endif

    /// <summary>Returns the length of a string from its first byte to its closing quote, or a negative number if it contains anything but plain text.</summary>
    public static int LengthOf(ReadOnlySpan<byte> json)
    {
#if NET
        int length = json.IndexOfAny(Special);
#else
        int length = 0;
        while (length < json.Length && json[length] >= 0x20 && json[length] is not ((byte)'"' or (byte)'\\'))
        {
            length++;
        }
#endif
        return (uint)length < (uint)json.Length && json[length] == (byte)'"' ? length : -1;
    }

    /// <summary>Returns the text of plain bytes, or <see langword="null"/> if they are not UTF-8.</summary>
    public static string? TryDecode(ReadOnlySpan<byte> text)
    {
#if NET
        return System.Text.Unicode.Utf8.IsValid(text) ? Encoding.UTF8.GetString(text) : null;
#else
        string decoded = Encoding.UTF8.GetString(text.ToArray());
        return decoded.IndexOf('\uFFFD') < 0 ? decoded : null;
#endif
    }
}
