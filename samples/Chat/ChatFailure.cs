using LmStudio.AI;

namespace ChatSample;

/// <summary>Tells what can go wrong in a chat from a bug of the program.</summary>
internal static class ChatFailure
{
    /// <summary>
    /// Returns whether an exception is the server's (<see cref="LmStudioException"/>) or tells of something that the user asked for and that cannot be:
    /// a wrong address or token, or MCP servers that the endpoint does not take.
    /// </summary>
    public static bool IsExpected(Exception exception) => exception is LmStudioException or NotSupportedException or ArgumentException;

    /// <summary>Returns the message, without the name of a parameter that .NET adds for programmers.</summary>
    public static string Describe(Exception exception)
    {
        string message = exception.Message;
        return exception is ArgumentException { ParamName: { } name }
            ? message.Replace($" (Parameter '{name}')", "", StringComparison.Ordinal)
            : message;
    }
}
