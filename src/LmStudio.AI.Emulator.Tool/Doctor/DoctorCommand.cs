using System.CommandLine;
using LmStudio.AI.Emulator.Tool.Doctor.Facts;
using LmStudio.AI.Emulator.Tool.Doctor.Setup;

namespace LmStudio.AI.Emulator.Tool.Doctor;

/// <summary>The command <c>doctor</c>: finds out what is wrong with a setup, and where a real server differs from what this project assumes.</summary>
internal static class DoctorCommand
{
    public static Command Create()
    {
        Option<Uri> endpoint = CommonOptions.Endpoint("The address of the server.");
        Option<string> token = new("--token") { HelpName = "text", Description = "The API token. The default is the environment variable LM_API_TOKEN, which, unlike a command line, other users cannot see." };
        Option<string> model = new("--model") { HelpName = "id", Description = "The model to send requests to. The default is the smallest loaded model." };
        Option<bool> load = new("--load") { Description = "Load the smallest model if none is loaded. By default, no model is loaded." };
        Option<double> timeout = new("--timeout")
        {
            HelpName = "seconds",
            Description = "The timeout of each request.",
            DefaultValueFactory = static _ => 60,
            CustomParser = static result => NumberArgument.Parse(result, "--timeout must be a number of seconds greater than 0.", static seconds => seconds is > 0 and < 86400, 60.0),
        };
        Option<string> report = new("--report") { HelpName = "file", Description = "Also write the report, without secrets, to a Markdown file that you can paste into an issue." };
        Command command = new(
            "doctor",
            "Finds out what is wrong with a setup, and where a server differs from what LmStudio.AI assumes. It requests only short responses, and does not unload or download models.")
        {
            endpoint, token, model, load, timeout, report,
        };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            new DoctorSettings(
                parsed.GetValue(endpoint)!,
                parsed.GetValue(token) ?? Environment.GetEnvironmentVariable("LM_API_TOKEN") switch { "" => null, var value => value },
                parsed.GetValue(model),
                parsed.GetValue(load),
                TimeSpan.FromSeconds(parsed.GetValue(timeout))),
            parsed.GetValue(report),
            parsed.InvocationConfiguration,
            cancellationToken));
        return command;
    }

    /// <returns>0 if nothing is wrong and every fact is as assumed; otherwise, 1.</returns>
    private static async Task<int> RunAsync(DoctorSettings settings, string? file, InvocationConfiguration invocation, CancellationToken cancellationToken)
    {
        using DoctorHttp http = new(settings.Endpoint, settings.Token, settings.Timeout);
        SetupResult setup = await SetupExamination.RunAsync(http, settings, cancellationToken).ConfigureAwait(false);
        IReadOnlyList<FactResult> facts = setup.Problem is null
            ? await FactExamination.RunAsync(
                new FactContext(http, ServerCheck.Prefix(settings), setup.Model), setup.Model is not null, settings.Token is not null, cancellationToken).ConfigureAwait(false)
            : [];

        string report = DoctorReport.Write(settings, setup, facts);
        await invocation.Output.WriteAsync(report).ConfigureAwait(false);
        if (file is not null)
        {
            try
            {
                await File.WriteAllTextAsync(file, report, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                await invocation.Error.WriteLineAsync(exception.Message).ConfigureAwait(false);
                return 1;
            }
        }

        return setup.Problem is null && facts.All(static fact => fact.Answer?.AsAssumed is not false) ? 0 : 1;
    }
}
