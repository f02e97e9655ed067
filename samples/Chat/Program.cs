using System.CommandLine;
using System.CommandLine.Invocation;
using System.Text;
using ChatSample;
using ChatSample.Input;
using Spectre.Console;

if (OperatingSystem.IsWindows())
{
    // Windows consoles start with a code page that lacks most of what models write.
    Console.OutputEncoding = Encoding.UTF8;
}

// Ctrl+C is the program's own business (it stops the answer), so the command line must not end the process on it.
InvocationConfiguration invocation = new() { ProcessTerminationTimeout = null, EnableDefaultExceptionHandler = false };
ParseResult parsed = ChatCommandLine.Create(RunAsync).Parse(args, ChatCommandLine.Parsing);
if (parsed.Action is ParseErrorAction failure)
{
    // The error is what the user needs to see, not the error above a page of help.
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
