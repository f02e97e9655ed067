using System.Text.Json;

namespace LmStudio.AI;

/// <summary>
/// An event of an endpoint that is compatible with OpenAI or Anthropic, as it came. Pieces of text and of reasoning are
/// <see cref="MessageDeltaEvent"/> and <see cref="ReasoningDeltaEvent"/> on all endpoints.
/// </summary>
public sealed class CompatibleChatEvent : LmStudioChatEvent
{
    internal CompatibleChatEvent(string type, JsonElement data)
    {
        Type = type;
        Data = data;
    }

    /// <inheritdoc />
    public override string Type { get; }

    /// <summary>Gets the event's data.</summary>
    public JsonElement Data { get; }
}
