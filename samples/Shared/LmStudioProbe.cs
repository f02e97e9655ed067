using LmStudio.AI;

namespace Samples;

/// <summary>Checks whether LM Studio responds.</summary>
internal static class LmStudioProbe
{
    /// <summary>Long enough for a server on this machine, and short enough not to delay users who have none.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    public static async Task<bool> AnswersAsync(LmStudioClient client, CancellationToken cancellationToken)
    {
        using CancellationTokenSource patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            return await client.IsLmStudioAsync(patience.Token);
        }
        catch (LmStudioException)
        {
            return false;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }
}
