using LmStudio.AI;

namespace WebChatSample;

/// <summary>There is no whole answer.</summary>
/// <param name="Kind">What went wrong, by the name of an <see cref="LmStudioErrorKind"/>: the page says in its own words what to do.</param>
/// <param name="Message">What happened.</param>
internal sealed record ErrorEvent(string Kind, string Message) : ChatEvent
{
    public static ErrorEvent From(Exception exception) =>
        new((exception is LmStudioException { Kind: var kind } ? kind : LmStudioErrorKind.InvalidRequest).ToString(), exception.Message);
}
