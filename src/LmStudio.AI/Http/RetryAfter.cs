namespace LmStudio.AI;

/// <summary>Reads how long to wait before the next request.</summary>
internal static class RetryAfter
{
    /// <summary>Returns the value of a response's header, in either of its formats, or <see langword="null"/> if there is none.</summary>
    public static TimeSpan? Read(HttpResponseMessage response) => response.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } => NotNegative(date - (response.Headers.Date ?? DateTimeOffset.UtcNow)),
        _ => null,
    };

    private static TimeSpan NotNegative(TimeSpan time) => time < TimeSpan.Zero ? TimeSpan.Zero : time;
}
