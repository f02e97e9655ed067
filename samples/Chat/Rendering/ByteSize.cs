using System.Globalization;

namespace ChatSample.Rendering;

/// <summary>Shows sizes as LM Studio does, in units of a thousand.</summary>
internal static class ByteSize
{
    public static string Show(double bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e9:F1} GB");
}
