using System.Text.Json;

namespace LmStudio.AI;

/// <summary>
/// A raw event of an OpenAI- or Anthropic-compatible endpoint. Text and reasoning deltas are
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
