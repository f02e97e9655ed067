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

    /// <summary>Returns what went wrong and what the user can do about it. The connector's own messages tell a programmer what to call.</summary>
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
        (LmStudioErrorKind.ModelNotFound, true) => "/models lists what is there, /download gets another.",
        (LmStudioErrorKind.ModelNotFound, false) => "'lms ls' lists what is there, 'lms get' gets another.",
        (LmStudioErrorKind.Unauthorized, _) => "Pass a token with --token, or set LM_API_TOKEN.",
        (LmStudioErrorKind.ConversationNotFound, true) => "/new begins a new conversation.",
        (LmStudioErrorKind.ContextOverflow, true) => "/new begins a new conversation, and /load loads the model with a longer context.",
        _ => null,
    };

    private static string FirstSentence(string message)
    {
        int end = message.IndexOf(". ", StringComparison.Ordinal);
        return end < 0 ? message : message[..(end + 1)];
    }
}
