using System.Text.Json;

namespace LmStudio.AI;

/// <summary>
/// A raw event of an OpenAI- or Anthropic-compatible endpoint. Text and reasoning deltas are
/// <see cref="LmStudioMessageDeltaEvent"/> and <see cref="LmStudioReasoningDeltaEvent"/> on all endpoints.
/// </summary>
public sealed class LmStudioCompatibleChatEvent : LmStudioChatEvent
{
    internal LmStudioCompatibleChatEvent(string type, JsonElement data)
    {
        Type = type;
        Data = data;
    }

    /// <inheritdoc />
    public override string Type { get; }

    /// <summary>Gets the event's data.</summary>
    public JsonElement Data { get; }
}
