using System.Text.Json.Serialization;

namespace LmStudio.AI;

/// <summary>
/// An event of a streamed response (<see href="https://lmstudio.ai/docs/developer/rest/streaming-events"/>).
/// Each event type has its own class. An unknown type is an <see cref="LmStudioUnknownChatEvent"/>.
/// </summary>
public abstract class LmStudioChatEvent
{
    private protected LmStudioChatEvent()
    {
    }

    /// <summary>Gets the type of the event, for example <c>message.delta</c>.</summary>
    [JsonIgnore]
    public abstract string Type { get; }
}
