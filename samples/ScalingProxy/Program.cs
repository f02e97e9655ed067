using System.CommandLine;
using System.CommandLine.Invocation;
using System.Text;
using ScalingSample;
using ScalingSample.Demo;

if (OperatingSystem.IsWindows())
{
    // Windows consoles start with a code page that lacks most of what models write.
    Console.OutputEncoding = Encoding.UTF8;
}

ParseResult parsed = ScalingCommandLine.Create(
    demonstrate: static cancellationToken => Demonstration.RunAsync(Console.Out, Console.Error, cancellationToken),
    serve: static (settings, cancellationToken) => ServeCommand.RunAsync(settings, Console.Out, Console.Error, cancellationToken)).Parse(args);
if (parsed.Action is ParseErrorAction failure)
{
    // The error is what the user needs to see, not the error above a page of help.
    failure.ShowHelp = false;
}

return await parsed.InvokeAsync();
