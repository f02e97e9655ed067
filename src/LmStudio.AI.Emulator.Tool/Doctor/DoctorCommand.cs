using System.CommandLine;
using LmStudio.AI.Emulator.Tool.Doctor.Facts;
using LmStudio.AI.Emulator.Tool.Doctor.Setup;

namespace LmStudio.AI.Emulator.Tool.Doctor;

/// <summary>The command <c>doctor</c>: tells what is wrong with a set-up, and where a real server differs from what this project assumes.</summary>
internal static class DoctorCommand
{
    public static Command Create()
    {
        Option<Uri> endpoint = CommonOptions.Endpoint("The address of the server.");
        Option<string> token = new("--token") { HelpName = "text", Description = "The API token. The default is the environment variable LM_API_TOKEN, which other users cannot see." };
        Option<string> model = new("--model") { HelpName = "id", Description = "The model to ask. The default is the smallest that is loaded." };
        Option<bool> load = new("--load") { Description = "Load the smallest model where none is loaded. The default is to load nothing." };
        Option<double> timeout = new("--timeout")
        {
            HelpName = "seconds",
            Description = "How long one answer may take.",
            DefaultValueFactory = static _ => 60,
            CustomParser = static result => NumberArgument.Parse(result, "--timeout is a number of seconds above 0.", static seconds => seconds is > 0 and < 86400, 60.0),
        };
        Option<string> report = new("--report") { HelpName = "file", Description = "Also write what was found into a Markdown file, without secrets, to be pasted into an issue." };
        Command command = new(
            "doctor",
            "Finds out what is wrong with a set-up, and where a server differs from what LmStudio.AI assumes. It asks for a few words at a time, and unloads and downloads nothing.")
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

    /// <returns>0 when nothing is wrong and every fact is as assumed, else 1.</returns>
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
