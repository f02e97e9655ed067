namespace LmStudio.AI;

/// <summary>Reads the exceptions of common handlers of an <see cref="HttpClient"/>. They are known by name: the connector does not refer to their packages.</summary>
internal static class HandlerFailure
{
    /// <summary>Returns the kind of failure, and what to do.</summary>
    public static (LmStudioErrorKind Kind, string Hint) Classify(Exception exception) =>
        Is(exception, "TimeoutRejectedException") || exception is TimeoutException
            ? (LmStudioErrorKind.Timeout, "Take the handler that limits the time off LM Studio's HttpClient (RemoveAllResilienceHandlers), or raise its limits, as loading a model and long answers take minutes.")
        : Is(exception, "BrokenCircuitException")
            ? (LmStudioErrorKind.Unreachable, "A circuit breaker holds requests back after failures before: look at what those were, or take the handler off LM Studio's HttpClient (RemoveAllResilienceHandlers).")
        : Is(exception, "RateLimiterRejectedException")
            ? (LmStudioErrorKind.TooManyRequests, "A rate limiter of the HttpClient holds requests back: wait and send again, or raise its limit.")
        : (LmStudioErrorKind.Unknown, "Look at the inner exception, and correct the handler or take it off LM Studio's HttpClient.");

    /// <summary>Returns whether an exception is of a type of that name, or of one derived from it.</summary>
    private static bool Is(Exception exception, string name)
    {
        for (Type? type = exception.GetType(); type is not null; type = type.BaseType)
        {
            if (type.Name == name)
            {
                return true;
            }
        }

        return false;
    }
}
