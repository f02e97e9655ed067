namespace PipelineSample.Middleware;

/// <summary>The rate limiter's queue is full. Nothing was sent.</summary>
internal sealed class TooManyRequestsException() : Exception("Too many requests are waiting. Try again later, or increase 'Chat:RequestsPerMinute'.");
