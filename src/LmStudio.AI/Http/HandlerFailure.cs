namespace LmStudio.AI;

/// <summary>Recognizes the exceptions of common HTTP handlers. They are recognized by name, as the connector does not reference their packages.</summary>
internal static class HandlerFailure
{
    /// <summary>Returns the kind of failure, and what to do.</summary>
    public static (LmStudioErrorKind Kind, string Hint) Classify(Exception exception) =>
        Is(exception, "TimeoutRejectedException") || exception is TimeoutException
            ? (LmStudioErrorKind.Timeout, "Remove the handler with the time limit from LM Studio's HttpClient (RemoveAllResilienceHandlers), or raise its limits, as loading a model and long responses take minutes.")
        : Is(exception, "BrokenCircuitException")
            ? (LmStudioErrorKind.Unreachable, "A circuit breaker blocks requests after previous failures: check what those were, or remove the handler from LM Studio's HttpClient (RemoveAllResilienceHandlers).")
        : Is(exception, "RateLimiterRejectedException")
            ? (LmStudioErrorKind.TooManyRequests, "A rate limiter of the HttpClient blocks requests: wait and send the request again, or raise its limit.")
        : (LmStudioErrorKind.Unknown, "See the inner exception, and correct the handler or remove it from LM Studio's HttpClient.");

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
