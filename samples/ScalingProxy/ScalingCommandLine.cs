using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace ScalingSample;

/// <summary>The options of the command line.</summary>
internal static class ScalingCommandLine
{
    public static RootCommand Create(Func<CancellationToken, Task<int>> demonstrate, Func<ServeSettings, CancellationToken, Task<int>> serve)
    {
        Option<int> port = new("--port", "-p")
        {
            HelpName = "number",
            Description = "The port to listen on, at 127.0.0.1.",
            DefaultValueFactory = static _ => 8080,
            CustomParser = ParsePort,
        };
        Option<Uri[]> server = new("--server", "-s")
        {
            HelpName = "url",
            Description = "The address of an LM Studio server. Give one for each server. Without any, two emulators are started.",
            Arity = ArgumentArity.OneOrMore,
            CustomParser = ParseServers,
        };

        Command serveCommand = new("serve", "Serves until Ctrl+C, in front of the servers that are named.") { port, server };
        serveCommand.SetAction((parsed, cancellationToken) => serve(
            new ServeSettings { Port = parsed.GetValue(port), Servers = parsed.GetValue(server) ?? [] },
            cancellationToken));

        RootCommand command = new("A reverse proxy in front of several LM Studio servers, which keeps each conversation on the server that stored it. "
            + "Without a command, it shows this with two emulators.") { serveCommand };
        command.SetAction((_, cancellationToken) => demonstrate(cancellationToken));
        return command;
    }

    private static int ParsePort(ArgumentResult result)
    {
        if (ushort.TryParse(result.Tokens[0].Value, NumberStyles.None, CultureInfo.InvariantCulture, out ushort port))
        {
            return port;
        }

        result.AddError("--port is not a port: it is a number from 0, which takes any free port, to 65535.");
        return 0;
    }

    private static Uri[] ParseServers(ArgumentResult result)
    {
        List<Uri> servers = [];
        foreach (Token token in result.Tokens)
        {
            string address = token.Value.Contains("://", StringComparison.Ordinal) ? token.Value : "http://" + token.Value;
            if (Uri.TryCreate(address, UriKind.Absolute, out Uri? uri) && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps))
            {
                // What is pasted may end in /v1 or /api/v1. Requests bring their own path.
                servers.Add(new Uri(uri.GetLeftPart(UriPartial.Authority)));
            }
            else
            {
                result.AddError("--server is not an http address. Write it like http://gpu-box:1234.");
            }
        }

        return [.. servers.Distinct()];
    }
}
