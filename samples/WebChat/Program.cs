using System.CommandLine;
using System.Text;
using Microsoft.Extensions.Options;
using WebChatSample;

if (OperatingSystem.IsWindows())
{
    // The default code page of Windows consoles lacks many characters that models write.
    Console.OutputEncoding = Encoding.UTF8;
}

Option<string?> prompt = new("--prompt", "-p") { HelpName = "text", Description = "Send this message as the page would, write the response, and exit." };
RootCommand command = new("A chat in the browser with the models of LM Studio. Settings can also be specified, for example --urls http://localhost:8080 --LmStudio:Endpoint http://gpu-box:1234") { prompt };
command.TreatUnmatchedTokensAsErrors = false;
command.SetAction(async (parsed, cancellationToken) =>
{
    try
    {
        return parsed.GetValue(prompt) is { } message
            ? await PromptRun.RunAsync(message, parsed.UnmatchedTokens, Console.Out, Console.Error, cancellationToken)
            : await WebChatApp.ServeAsync(parsed.UnmatchedTokens, cancellationToken);
    }
    catch (Exception exception) when (exception is OptionsValidationException or IOException)
    {
        // A setting is invalid, or the port is in use.
        await Console.Error.WriteLineAsync(exception.Message);
        return 1;
    }
});
return await command.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null }).InvokeAsync();
