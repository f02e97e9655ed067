using System.Text.Json;

namespace LmStudio.AI;

/// <summary>An event of an unknown type.</summary>
public sealed class LmStudioUnknownChatEvent : LmStudioChatEvent
{
    internal LmStudioUnknownChatEvent(string type, JsonElement data)
    {
        Type = type;
        Data = data;
    }

    /// <inheritdoc />
    public override string Type { get; }

    /// <summary>Gets the event's data.</summary>
    public JsonElement Data { get; }
}
