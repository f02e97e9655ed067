namespace PipelineSample.Middleware;

/// <summary>More requests wait than the rate limiter lets wait. Nothing was sent.</summary>
internal sealed class TooManyRequestsException() : Exception("Too many requests wait already. Ask again later, or raise 'Chat:RequestsPerMinute'.");
