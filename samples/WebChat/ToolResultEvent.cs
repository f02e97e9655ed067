namespace WebChatSample;

/// <summary>The result of a tool call.</summary>
/// <param name="Id">The id of the call.</param>
/// <param name="Text">The texts of the result.</param>
/// <param name="Images">The images of the result, as data URLs.</param>
/// <param name="IsError">Whether the call failed; the text says why.</param>
internal sealed record ToolResultEvent(string Id, string Text, IReadOnlyList<string> Images, bool IsError) : ChatEvent;
