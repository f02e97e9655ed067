namespace LmStudio.AI;

/// <summary>
/// Removes the handlers of the resilience packages. As defaults of all HTTP clients, they are meant for short requests: they cancel a response after seconds and request
/// it again, so that the model generates it several times.
/// </summary>
internal static class DefaultResilience
{
    /// <summary>Removes the handlers of the resilience packages and keeps all others.</summary>
    public static void Remove(IList<DelegatingHandler> handlers)
    {
        for (int i = handlers.Count - 1; i >= 0; i--)
        {
            if (IsResilience(handlers[i].GetType()))
            {
                handlers.RemoveAt(i);
            }
        }
    }

    // By name: the packages are not referenced, so that hosts without them need not have them.
    private static bool IsResilience(Type handler) =>
        handler.Assembly.GetName().Name is "Microsoft.Extensions.Http.Resilience" or "Microsoft.Extensions.Http.Polly";
}
