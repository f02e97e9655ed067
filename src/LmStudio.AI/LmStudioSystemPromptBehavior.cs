namespace LmStudio.AI;

/// <summary>Specifies when the system prompt is sent in a continued conversation.</summary>
public enum LmStudioSystemPromptBehavior
{
    /// <summary>
    /// When the conversation starts, and again if it has changed since this client last sent it. This is the default.
    /// The server stores the prompt with the conversation, and models with strict templates reject a second one.
    /// </summary>
    WhenChanged,

    /// <summary>With each request.</summary>
    Always,
}
