using System.CommandLine;
using System.Text;
using PipelineSample;

if (OperatingSystem.IsWindows())
{
    // The default code page of Windows consoles lacks many characters that models write.
    Console.OutputEncoding = Encoding.UTF8;
}

Option<string[]> prompt = new("--prompt", "-p") { HelpName = "text", Description = "Send this question, write the response, and exit. Can be repeated: each question is separate.", Arity = ArgumentArity.OneOrMore };
Option<string?> environment = new("--environment", "-e") { HelpName = "name", Description = "The environment: appsettings.<name>.json is read after appsettings.json. The default is DOTNET_ENVIRONMENT." };

RootCommand command = new("Sends questions through a middleware pipeline to the server in the configuration. Settings can also be specified, for example --Chat:Primary=demo")
{
    prompt,
    environment,
};
command.TreatUnmatchedTokensAsErrors = false;
command.SetAction((parsed, cancellationToken) =>
{
    string[] prompts = parsed.GetValue(prompt) ?? [];
    return PipelineApp.RunAsync(
        new PipelineRun { Environment = parsed.GetValue(environment), Settings = parsed.UnmatchedTokens, Prompts = prompts },
        Console.In,
        Console.Out,
        Console.Error,
        isInteractive: prompts.Length == 0 && !Console.IsInputRedirected,
        cancellationToken);
});
return await command.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null }).InvokeAsync();
