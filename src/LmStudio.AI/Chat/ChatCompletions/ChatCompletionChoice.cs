using System.Text.Json;

namespace LmStudio.AI;

internal sealed class ChatCompletionChoice
{
    public int? Index { get; private init; }

    /// <summary>Gets the complete output, in a response that is not streamed.</summary>
    public ChatCompletionOutput? Message { get; private init; }

    /// <summary>Gets the output since the previous chunk, in a stream.</summary>
    public ChatCompletionOutput? Delta { get; private init; }

    /// <summary>Gets either output: servers that do not stream send one chunk with a complete message.</summary>
    public ChatCompletionOutput? Output => Delta ?? Message;

    /// <summary>Gets the reason why the response ended, if the server reports it.</summary>
    public string? FinishReason { get; private init; }

    public static ChatCompletionChoice Read(JsonElement choice) => new()
    {
        Index = JsonMember.GetInteger(choice, "index"),
        Message = JsonMember.TryGetObject(choice, "message", out JsonElement message) ? ChatCompletionOutput.Read(message) : null,
        Delta = JsonMember.TryGetObject(choice, "delta", out JsonElement delta) ? ChatCompletionOutput.Read(delta) : null,
        FinishReason = GivenText.OrNull(JsonMember.GetOptionalText(choice, "finish_reason")),
    };
}
