namespace LmStudio.AI;

/// <summary>A chunk that is more than a piece of text or reasoning, on its way from where it is read to where it is reduced.</summary>
/// <param name="chunk">The chunk.</param>
/// <param name="chatEvent">The chunk as callers see it.</param>
internal sealed class ChatCompletionChunkEvent(ChatCompletion chunk, LmStudioChatEvent chatEvent) : LmStudioChatEvent
{
    public override string Type => Event.Type;

    public ChatCompletion Chunk { get; } = chunk;

    public LmStudioChatEvent Event { get; } = chatEvent;
}
