using System.Text.Json.Serialization;

namespace LmStudio.AI;

/// <summary>A call of a function: whole in messages, in pieces in streams.</summary>
internal sealed class ChatCompletionToolCall
{
    /// <summary>Gets which of an answer's calls it is; only in streams, and there it says what a piece belongs to.</summary>
    public int? Index { get; init; }

    [JsonConverter(typeof(TextOrJsonConverter))]
    public string? Id { get; init; }

    public string? Type { get; init; }

    public ChatCompletionFunctionCall? Function { get; init; }
}
