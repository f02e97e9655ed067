namespace LmStudio.AI;

/// <summary>A chunk with more than a piece of text or reasoning, passed from the stream format to the reducer.</summary>
/// <param name="chunk">The chunk.</param>
/// <param name="chatEvent">The chunk as exposed to callers.</param>
internal sealed class ChatCompletionChunkEvent(ChatCompletion chunk, LmStudioChatEvent chatEvent) : LmStudioChatEvent
{
    public override string Type => Event.Type;

    public ChatCompletion Chunk { get; } = chunk;

    public LmStudioChatEvent Event { get; } = chatEvent;
}
