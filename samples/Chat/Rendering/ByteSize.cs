using System.Globalization;

namespace ChatSample.Rendering;

/// <summary>Formats sizes as LM Studio does, in decimal units.</summary>
internal static class ByteSize
{
    public static string Show(double bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e9:F1} GB");
}
