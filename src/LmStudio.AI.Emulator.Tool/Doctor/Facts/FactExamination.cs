namespace LmStudio.AI.Emulator.Tool.Doctor.Facts;

/// <summary>Tests all facts on a server, one after another.</summary>
internal static class FactExamination
{
    public static IReadOnlyList<FactCheck> All { get; } = [.. ServerFacts.All, .. NativeFacts.All, .. ChatCompletionsFacts.All, .. ResponsesFacts.All, .. MessagesFacts.All];

    public static async Task<IReadOnlyList<FactResult>> RunAsync(FactContext server, bool hasModel, bool hasToken, CancellationToken cancellationToken)
    {
        List<FactResult> results = [];
        foreach (FactCheck check in All)
        {
            results.Add(check.Needs switch
            {
                FactNeeds.Model when !hasModel => new FactResult(check, Answer: null, "no model is loaded"),
                FactNeeds.Token when !hasToken => new FactResult(check, Answer: null, "no token was specified"),
                _ => await AskAsync(check, server, cancellationToken).ConfigureAwait(false),
            });
        }

        return results;
    }

    private static async Task<FactResult> AskAsync(FactCheck check, FactContext server, CancellationToken cancellationToken)
    {
        try
        {
            return new FactResult(check, await check.Ask(server, cancellationToken).ConfigureAwait(false), Reason: null);
        }
        catch (Exception exception) when (exception is HttpRequestException or TimeoutException)
        {
            return new FactResult(check, Answer: null, DoctorResponse.Shorten(exception.Message));
        }
    }
}
