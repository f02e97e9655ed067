namespace LmStudio.AI;

/// <summary>Reads how long to wait before the next request.</summary>
internal static class RetryAfter
{
    /// <summary>Returns what an answer's header says, in either of its forms, or <see langword="null"/> where it has none.</summary>
    public static TimeSpan? Read(HttpResponseMessage response) => response.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } => NotNegative(date - (response.Headers.Date ?? DateTimeOffset.UtcNow)),
        _ => null,
    };

    private static TimeSpan NotNegative(TimeSpan time) => time < TimeSpan.Zero ? TimeSpan.Zero : time;
}
