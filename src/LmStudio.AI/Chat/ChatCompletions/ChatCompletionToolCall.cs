using System.Text.Json;

namespace LmStudio.AI;

/// <summary>A function call: complete in messages, in pieces in streams.</summary>
internal sealed class ChatCompletionToolCall
{
    /// <summary>Gets the index of the call in the response, only in streams: it identifies the call that a piece belongs to.</summary>
    public int? Index { get; init; }

    public string? Id { get; init; }

    public string? Type { get; init; }

    public ChatCompletionFunctionCall? Function { get; init; }

    public static ChatCompletionToolCall Read(JsonElement call) => new()
    {
        Index = JsonMember.GetInteger(call, "index"),
        Id = JsonMember.GetTextOrJson(call, "id"),
        Function = JsonMember.TryGetObject(call, "function", out JsonElement function) ? ChatCompletionFunctionCall.Read(function) : null,
    };
}
