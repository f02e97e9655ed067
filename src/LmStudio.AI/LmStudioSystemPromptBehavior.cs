namespace LmStudio.AI;

/// <summary>When the system prompt is sent on a conversation that is continued.</summary>
public enum LmStudioSystemPromptBehavior
{
    /// <summary>
    /// It is sent when a conversation begins, and again only if it changed since this client last sent it. This is the default:
    /// the server keeps the prompt with the conversation, and models with strict templates fail on a second one.
    /// </summary>
    WhenChanged,

    /// <summary>It is sent with each request.</summary>
    Always,
}
