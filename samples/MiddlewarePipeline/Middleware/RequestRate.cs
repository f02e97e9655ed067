using System.Threading.RateLimiting;

namespace PipelineSample.Middleware;

/// <summary>Creates the rate limiter for the settings.</summary>
internal static class RequestRate
{
    private const int LongestQueue = 100;

    /// <summary>Permits requests at an even rate, and up to ten at once after a pause.</summary>
    public static RateLimiter PerMinute(int requests) => new TokenBucketRateLimiter(new TokenBucketRateLimiterOptions
    {
        TokenLimit = Math.Min(requests, 10),
        TokensPerPeriod = 1,
        ReplenishmentPeriod = TimeSpan.FromMinutes(1) / requests,
        QueueLimit = LongestQueue,
    });
}
