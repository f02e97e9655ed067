using System.CommandLine;
using System.CommandLine.Parsing;

namespace LmStudio.AI.Emulator.Tool;

/// <summary>Options that several commands have.</summary>
internal static class CommonOptions
{
    public static Option<int> Port(int defaultPort) => new("--port", "-p")
    {
        HelpName = "number",
        Description = defaultPort == 0 ? "The port on the loopback address. The default is a free one." : "The port on the loopback address, or 0 for a free one.",
        DefaultValueFactory = _ => defaultPort,
        CustomParser = result => NumberArgument.Parse(result, "--port is a number from 0 to 65535.", static port => port is >= 0 and <= 65535, defaultPort),
    };

    public static Option<Uri> Endpoint(string description) => new("--endpoint")
    {
        HelpName = "url",
        Description = $"{description} The default is LM_STUDIO_ENDPOINT, else http://localhost:1234.",
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

        result.AddError("--endpoint is not an http address. Write it like http://localhost:1234.");
        return null;
    }
}
