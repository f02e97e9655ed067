using System.CommandLine;
using System.CommandLine.Parsing;

namespace LmStudio.AI.Emulator.Tool;

/// <summary>Options that several commands share.</summary>
internal static class CommonOptions
{
    public static Option<int> Port(int defaultPort) => new("--port", "-p")
    {
        HelpName = "number",
        Description = defaultPort == 0 ? "The port on the loopback address. By default, a free port is used." : "The port on the loopback address, or 0 for a free one.",
        DefaultValueFactory = _ => defaultPort,
        CustomParser = result => NumberArgument.Parse(result, "--port must be a number from 0 to 65535.", static port => port is >= 0 and <= 65535, defaultPort),
    };

    public static Option<Uri> Endpoint(string description) => new("--endpoint")
    {
        HelpName = "url",
        Description = $"{description} The default is LM_STUDIO_ENDPOINT, or else http://localhost:1234.",
        DefaultValueFactory = static _ =>
            Uri.TryCreate(Environment.GetEnvironmentVariable("LM_STUDIO_ENDPOINT"), UriKind.Absolute, out Uri? uri) ? uri : new Uri("http://localhost:1234"),
        CustomParser = ParseEndpoint,
    };

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
}
