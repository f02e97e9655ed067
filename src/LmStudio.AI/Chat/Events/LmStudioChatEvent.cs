using System.Text.Json.Serialization;

namespace LmStudio.AI;

/// <summary>
/// An event of a streamed answer (<see href="https://lmstudio.ai/docs/developer/rest/streaming-events"/>).
/// Each kind is a class of its own; a kind that this version does not know is an <see cref="UnknownChatEvent"/>.
/// </summary>
public abstract class LmStudioChatEvent
{
    private protected LmStudioChatEvent()
    {
    }

    /// <summary>Gets the name of the event, for instance <c>message.delta</c>.</summary>
    [JsonIgnore]
    public abstract string Type { get; }
}
