using System.Text.Json.Serialization;

namespace LmStudio.AI;

internal sealed class ChatCompletionChoice
{
    public int? Index { get; init; }

    /// <summary>Gets all that the model said, in a whole answer.</summary>
    public ChatCompletionOutput? Message { get; init; }

    /// <summary>Gets what the model said since the chunk before, in a stream.</summary>
    public ChatCompletionOutput? Delta { get; init; }

    /// <summary>Gets what the model said: servers that do not stream answer a stream request with one chunk that has a whole message.</summary>
    [JsonIgnore]
    public ChatCompletionOutput? Output => Delta ?? Message;

    public string? FinishReason { get; init; }
}
