using System.CommandLine;
using System.CommandLine.Parsing;
using LmStudio.AI;
using Microsoft.Extensions.AI;

namespace ChatSample;

/// <summary>The options of the command line.</summary>
internal static class ChatCommandLine
{
    /// <summary>Gets the parser configuration: a prompt that starts with @ is not the name of a file with arguments.</summary>
    public static ParserConfiguration Parsing { get; } = new() { ResponseFileTokenReplacer = null };

    public static RootCommand Create(Func<ChatSettings, CancellationToken, Task<int>> run)
    {
        Option<string> prompt = new("--prompt", "-p") { HelpName = "text", Description = "Send this message, write the response as plain text, and exit." };
        Option<Uri> endpoint = new("--endpoint")
        {
            HelpName = "url",
            Description = $"LM Studio's address. The default is {LmStudioClientOptions.EndpointEnvironmentVariable}, or else http://localhost:1234.",
            CustomParser = ParseEndpoint,
        };
        Option<string> model = new("--model", "-m") { HelpName = "id", Description = "The model or instance. The default is the loaded one." };
        Option<string> token = new("--token")
        {
            HelpName = "token",
            Description = $"The API token. Prefer the environment variable {LmStudioClientOptions.ApiTokenEnvironmentVariable}: other users can see command lines.",
        };
        Option<string> system = new("--system", "-s") { HelpName = "text", Description = "The system prompt." };
        Option<HostedMcpServerTool[]> mcp = new("--mcp")
        {
            HelpName = "label=url",
            Description = "An MCP server whose tools the model may use: an address, or the id of a plugin such as mcp/files. Can be repeated.",
            Arity = ArgumentArity.OneOrMore,
            CustomParser = ParseMcpServers,
        };

        RootCommand command = new("A chat with the models of LM Studio. Without LM Studio, an emulator is used.")
        {
            prompt, endpoint, model, token, system, mcp,
        };
        command.SetAction((parsed, cancellationToken) => run(
            new ChatSettings
            {
                Endpoint = parsed.GetValue(endpoint),
                IsEndpointRequired = parsed.GetValue(endpoint) is not null
                    || !string.IsNullOrWhiteSpace(Environment.GetEnvironmentVariable(LmStudioClientOptions.EndpointEnvironmentVariable)),
                ApiToken = parsed.GetValue(token),
                Model = parsed.GetValue(model),
                SystemPrompt = parsed.GetValue(system),
                Prompt = parsed.GetValue(prompt),
                McpServers = parsed.GetValue(mcp) ?? [],
            },
            cancellationToken));
        return command;
    }

    private static Uri? ParseEndpoint(ArgumentResult result)
    {
        string text = result.Tokens[0].Value;
        string address = text.Contains("://", StringComparison.Ordinal) ? text : "http://" + text;
        if (Uri.TryCreate(address, UriKind.Absolute, out Uri? uri) && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps))
        {
            return uri;
        }

        result.AddError("--endpoint must be an http or https address, for example http://localhost:1234.");
        return null;
    }

    private static HostedMcpServerTool[] ParseMcpServers(ArgumentResult result)
    {
        List<HostedMcpServerTool> servers = [];
        foreach (Token token in result.Tokens)
        {
            // An address can contain more equals signs.
            if (token.Value.Split('=', 2) is [{ Length: > 0 } label, { Length: > 0 } address])
            {
                servers.Add(new HostedMcpServerTool(label, address));
            }
            else
            {
                result.AddError("--mcp must have a label and an address: --mcp docs=https://example.com/mcp");
            }
        }

        return [.. servers];
    }
}
