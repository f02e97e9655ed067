namespace LmStudio.AI.Emulator.Tool.Doctor.Setup;

/// <summary>Finds out what is wrong with a setup: checks the server, then the model, then a chat.</summary>
internal static class SetupExamination
{
    public static async Task<SetupResult> RunAsync(DoctorHttp http, DoctorSettings settings, CancellationToken cancellationToken)
    {
        (SetupProblem? problem, DoctorResponse? models) = await ServerCheck.RunAsync(http, settings, cancellationToken).ConfigureAwait(false);
        if (problem is not null)
        {
            return new SetupResult(problem, Model: null, []);
        }

        SetupResult result = await ModelCheck.RunAsync(http, settings, models!, cancellationToken).ConfigureAwait(false);
        return result.Model is { } model
            ? result with { Problem = await ChatCheck.RunAsync(http, settings, model, cancellationToken).ConfigureAwait(false) }
            : result;
    }
}
