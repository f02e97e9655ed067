using System.Text.RegularExpressions;

namespace LmStudio.AI.Tests;

/// <summary>What a caller sees of a fault.</summary>
/// <param name="Kind">The kind of the exception, or "none" where there is none.</param>
/// <param name="Status">The status on the exception, if there is one.</param>
/// <param name="Given">The text that was given out before.</param>
/// <param name="Message">The exception's message, without what was asked and what the server said.</param>
internal sealed partial record Outcome(string Kind, string Status, string Given, string Message)
{
    public static Outcome From(LmStudioException? exception, string given, Uri endpoint) => exception is null
        ? new("none", "", given, "")
        : new(exception.Kind.ToString(), $"{(int?)exception.StatusCode}", given, Simplify(exception, endpoint));

    private static string Simplify(LmStudioException exception, Uri endpoint)
    {
        string message = exception.Message.Replace(endpoint.AbsoluteUri.TrimEnd('/'), "http://localhost:1234");

        // What the operating system says differs between systems.
        message = exception.InnerException is { Message.Length: > 0 } cause ? message.Replace(cause.Message.TrimEnd('.'), "…").Replace("….", "…") : message;
        return Request().Replace(Said().Replace(message, ""), "'…'");
    }

    [GeneratedRegex("""^(The server at \S+ answered '[^']*' with status \d+ and (an empty body|[^"]* with the encoding [^"]*|[^"]*"[\s\S]*")\. |(LM Studio|The server) at \S+ (rejected|does not support|reported an error)[^:]*(:\d+ [^:]*)?: (Oops|Unexpected endpoint or method\. \(POST /x\))\. )""")]
    private static partial Regex Said();

    [GeneratedRegex("'(GET|POST) /[^']*'")]
    private static partial Regex Request();
}
