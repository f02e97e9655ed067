using System.CommandLine;
using System.Text;
using PipelineSample;

if (OperatingSystem.IsWindows())
{
    // Windows consoles start with a code page that lacks most of what models write.
    Console.OutputEncoding = Encoding.UTF8;
}

Option<string[]> prompt = new("--prompt", "-p") { HelpName = "text", Description = "Answer this question, and leave. May be repeated: each is a question of its own.", Arity = ArgumentArity.OneOrMore };
Option<string?> environment = new("--environment", "-e") { HelpName = "name", Description = "The configuration: appsettings.<name>.json is read after appsettings.json. The default is DOTNET_ENVIRONMENT." };

RootCommand command = new("Answers questions through a pipeline of middleware, with whatever server the configuration names. Settings can be given too: --Chat:Primary=demo")
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
