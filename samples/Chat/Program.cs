using System.CommandLine;
using System.CommandLine.Invocation;
using System.Text;
using ChatSample;
using ChatSample.Input;
using Spectre.Console;

if (OperatingSystem.IsWindows())
{
    // The default code page of Windows consoles lacks many characters that models write.
    Console.OutputEncoding = Encoding.UTF8;
}

// The program handles Ctrl+C itself (it stops the response), so the command line must not end the process.
InvocationConfiguration invocation = new() { ProcessTerminationTimeout = null, EnableDefaultExceptionHandler = false };
ParseResult parsed = ChatCommandLine.Create(RunAsync).Parse(args, ChatCommandLine.Parsing);
if (parsed.Action is ParseErrorAction failure)
{
    // Show only the error, without a page of help.
    failure.ShowHelp = false;
}

return await parsed.InvokeAsync(invocation);

static async Task<int> RunAsync(ChatSettings settings, CancellationToken cancellationToken)
{
    if (settings.Prompt is not null || Console.IsInputRedirected)
    {
        return await PlainChat.RunAsync(settings, Console.In, Console.Out, Console.Error, cancellationToken);
    }

    IAnsiConsole console = AnsiConsole.Console;
    Interruption interruption = new();
    Console.CancelKeyPress += (_, pressed) => pressed.Cancel = interruption.TryInterrupt();
    ILineReader reader = console.Profile.Capabilities.Ansi && !Console.IsOutputRedirected
        ? new LineEditor(console, new ConsoleKeys())
        : new PlainLineReader(console);
    return await ChatApp.RunAsync(settings, console, reader, interruption, cancellationToken);
}
