using System.Globalization;

namespace LmStudio.AI;

/// <summary>Sizes and times as people and models read them.</summary>
internal static class ReadableText
{
    private static readonly string[] Units = ["bytes", "kB", "MB", "GB", "TB"];

    /// <summary>Returns a size in decimal units, as LM Studio shows it.</summary>
    public static string OfBytes(double bytes)
    {
        int unit = 0;
        while (bytes >= 1000 && unit < Units.Length - 1)
        {
            bytes /= 1000;
            unit++;
        }

        return bytes.ToString(unit == 0 ? "F0" : "F1", CultureInfo.InvariantCulture) + " " + Units[unit];
    }

    public static string OfTime(TimeSpan time) =>
        time.TotalSeconds < 90 ? Round(time.TotalSeconds) + " s"
        : time.TotalMinutes < 90 ? Round(time.TotalMinutes) + " min"
        : Round(time.TotalHours) + " h";

    private static string Round(double value) => Math.Round(value).ToString(CultureInfo.InvariantCulture);
}
