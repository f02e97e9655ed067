using LmStudio.AI;

namespace WebChatSample;

/// <summary>The response failed.</summary>
/// <param name="Kind">The kind of failure, which is the name of an <see cref="LmStudioErrorKind"/>: the page has its own text for each kind.</param>
/// <param name="Message">What happened.</param>
internal sealed record ErrorEvent(string Kind, string Message) : ChatEvent
{
    public static ErrorEvent From(Exception exception) =>
        new((exception is LmStudioException { Kind: var kind } ? kind : LmStudioErrorKind.InvalidRequest).ToString(), exception.Message);
}
