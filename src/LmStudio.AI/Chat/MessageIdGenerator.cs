using System.Globalization;

namespace LmStudio.AI;

/// <summary>Creates ids for messages.</summary>
/// <remarks>Only their first half is random: a random id for each message would need a call of the operating system, the largest cost of a short response.</remarks>
internal static class MessageIdGenerator
{
    private static readonly string Prefix = "msg_" + Guid.NewGuid().ToString("N").Substring(0, 16);
    private static long _count;

    public static string Next() => Prefix + Interlocked.Increment(ref _count).ToString("x16", CultureInfo.InvariantCulture);
}
