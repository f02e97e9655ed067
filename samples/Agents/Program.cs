using System.CommandLine;
using System.Text;
using AgentSample;
using LmStudio.AI;

if (OperatingSystem.IsWindows())
{
    // Windows consoles start with a code page that lacks most of what models write.
    Console.OutputEncoding = Encoding.UTF8;
}

Option<string[]> prompt = new("--prompt", "-p") { HelpName = "text", Description = "Answer this message, and leave. May be repeated: each is a turn of one conversation.", Arity = ArgumentArity.OneOrMore };
Option<Uri?> endpoint = new("--endpoint")
{
    HelpName = "url",
    Description = $"LM Studio's address. The default is {LmStudioClientOptions.EndpointEnvironmentVariable}, else http://localhost:1234.",
    CustomParser = static result => new Uri(result.Tokens[0].Value, UriKind.RelativeOrAbsolute),
};
Option<string?> model = new("--model", "-m") { HelpName = "id", Description = "The model or instance. The default is the one that is loaded, else the first that is trained for functions." };
Option<bool> kernelLoop = new("--kernel") { Description = "Answer with the function loop of a kernel, instead of an agent." };

RootCommand command = new("An agent with the models of LM Studio. Without LM Studio, an emulator shows how it would be.") { prompt, endpoint, model, kernelLoop };
command.SetAction((parsed, cancellationToken) => Conversation.RunAsync(
    new AgentSettings
    {
        Endpoint = parsed.GetValue(endpoint),
        IsEndpointRequired = parsed.GetValue(endpoint) is not null
            || !string.IsNullOrWhiteSpace(Environment.GetEnvironmentVariable(LmStudioClientOptions.EndpointEnvironmentVariable)),
        Model = parsed.GetValue(model),
        UseKernelLoop = parsed.GetValue(kernelLoop),
        Prompts = parsed.GetValue(prompt) ?? [],
    },
    Console.In,
    Console.Out,
    Console.Error,
    isInteractive: parsed.GetValue(prompt) is not { Length: > 0 } && !Console.IsInputRedirected,
    cancellationToken));
return await command.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null }).InvokeAsync();
