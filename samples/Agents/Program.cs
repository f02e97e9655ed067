using System.CommandLine;
using System.Text;
using AgentSample;
using LmStudio.AI;

if (OperatingSystem.IsWindows())
{
    // The default code page of Windows consoles lacks many characters that models write.
    Console.OutputEncoding = Encoding.UTF8;
}

Option<string[]> prompt = new("--prompt", "-p") { HelpName = "text", Description = "Send this message, write the response, and exit. Can be repeated: each message is a turn of the same conversation.", Arity = ArgumentArity.OneOrMore };
Option<Uri?> endpoint = new("--endpoint")
{
    HelpName = "url",
    Description = $"LM Studio's address. The default is {LmStudioClientOptions.EndpointEnvironmentVariable}, or else http://localhost:1234.",
    CustomParser = static result => new Uri(result.Tokens[0].Value, UriKind.RelativeOrAbsolute),
};
Option<string?> model = new("--model", "-m") { HelpName = "id", Description = "The model or instance. The default is a loaded one, or else the first one trained for tool use." };
Option<bool> kernelLoop = new("--kernel") { Description = "Use the function loop of a kernel instead of an agent." };

RootCommand command = new("An agent that uses the models of LM Studio. Without LM Studio, an emulator is used.") { prompt, endpoint, model, kernelLoop };
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
