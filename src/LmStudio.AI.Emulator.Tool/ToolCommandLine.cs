using System.CommandLine;
using System.CommandLine.Invocation;
using LmStudio.AI.Emulator.Tool.Doctor;
using LmStudio.AI.Emulator.Tool.Record;
using LmStudio.AI.Emulator.Tool.Replay;
using LmStudio.AI.Emulator.Tool.Serve;

namespace LmStudio.AI.Emulator.Tool;

/// <summary>The commands of the tool.</summary>
internal static class ToolCommandLine
{
    /// <summary>The exit code for invalid arguments.</summary>
    private const int WrongArguments = 2;

    /// <summary>Runs a command until it ends, is canceled, or the process is asked to stop (Ctrl+C, SIGTERM).</summary>
    /// <returns>The exit code: 0, 1 if the command fails, or 2 if the arguments are invalid.</returns>
    public static async Task<int> InvokeAsync(string[] args, TextWriter output, TextWriter error, CancellationToken cancellationToken)
    {
        RootCommand root = new("Emulates an LM Studio server, without LM Studio or a model, for tests and demos.")
        {
            ServeCommand.Create(),
            DoctorCommand.Create(),
            RecordCommand.Create(),
            ReplayCommand.Create(),
        };
        ParseResult parsed = root.Parse(args);
        if (parsed.Action is ParseErrorAction failure)
        {
            // Show only the error, without a page of help.
            failure.ShowHelp = parsed.CommandResult.Command == root && args.Length == 0;
        }

        InvocationConfiguration invocation = new() { Output = output, Error = error, EnableDefaultExceptionHandler = false };
        int exitCode = await parsed.InvokeAsync(invocation, cancellationToken).ConfigureAwait(false);
        return parsed.Errors.Count > 0 ? WrongArguments : exitCode;
    }
}
