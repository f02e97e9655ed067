using System.Text.Json;

namespace LmStudio.AI;

internal sealed class ChatCompletionChoice
{
    public int? Index { get; private init; }

    /// <summary>Gets all that the model said, in a whole answer.</summary>
    public ChatCompletionOutput? Message { get; private init; }

    /// <summary>Gets what the model said since the chunk before, in a stream.</summary>
    public ChatCompletionOutput? Delta { get; private init; }

    /// <summary>Gets what the model said: servers that do not stream answer a stream request with one chunk that has a whole message.</summary>
    public ChatCompletionOutput? Output => Delta ?? Message;

    /// <summary>Gets why the answer ended, where the server says so.</summary>
    public string? FinishReason { get; private init; }

    public static ChatCompletionChoice Read(JsonElement choice) => new()
    {
        Index = JsonMember.GetInteger(choice, "index"),
        Message = JsonMember.TryGetObject(choice, "message", out JsonElement message) ? ChatCompletionOutput.Read(message) : null,
        Delta = JsonMember.TryGetObject(choice, "delta", out JsonElement delta) ? ChatCompletionOutput.Read(delta) : null,
        FinishReason = GivenText.OrNull(JsonMember.GetOptionalText(choice, "finish_reason")),
    };
}
