using LmStudio.AI;

namespace ChatSample;

/// <summary>Distinguishes expected failures of a chat from bugs of the program.</summary>
internal static class ChatFailure
{
    /// <summary>
    /// Returns whether an exception is a failure of the server (<see cref="LmStudioException"/>) or an invalid request of the user: a wrong address or token,
    /// or MCP servers that the endpoint does not support.
    /// </summary>
    public static bool IsExpected(Exception exception) => exception is LmStudioException or NotSupportedException or ArgumentException;

    /// <summary>Returns what went wrong and what the user can do. The connector's own messages are written for developers.</summary>
    /// <param name="exception">The exception.</param>
    /// <param name="hasCommands">Whether the user can type commands.</param>
    public static string Describe(Exception exception, bool hasCommands)
    {
        string message = exception is ArgumentException { ParamName: { } name }
            ? exception.Message.Replace($" (Parameter '{name}')", "", StringComparison.Ordinal)
            : exception.Message;
        return Advice(exception, hasCommands) is { } advice ? $"{FirstSentence(message)} {advice}" : message;
    }

    private static string? Advice(Exception exception, bool hasCommands) => ((exception as LmStudioException)?.Kind, hasCommands) switch
    {
        (LmStudioErrorKind.ModelNotFound, true) => "/models lists the models, /download downloads another one.",
        (LmStudioErrorKind.ModelNotFound, false) => "'lms ls' lists the models, 'lms get' downloads another one.",
        (LmStudioErrorKind.Unauthorized, _) => "Specify a token with --token, or set LM_API_TOKEN.",
        (LmStudioErrorKind.ConversationNotFound, true) => "/new starts a new conversation.",
        (LmStudioErrorKind.ContextOverflow, true) => "/new starts a new conversation, and /load loads the model with a larger context.",
        _ => null,
    };

    private static string FirstSentence(string message)
    {
        int end = message.IndexOf(". ", StringComparison.Ordinal);
        return end < 0 ? message : message[..(end + 1)];
    }
}
