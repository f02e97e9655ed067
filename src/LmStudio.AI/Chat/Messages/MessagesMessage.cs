using System.Text.Json.Serialization;

namespace LmStudio.AI;

/// <summary>A message of a <see cref="MessagesRequest"/>.</summary>
internal sealed class MessagesMessage
{
    /// <summary>Gets the role: <c>user</c>, also for tool results, or <c>assistant</c>.</summary>
    public required string Role { get; init; }

    [JsonConverter(typeof(MessagesContentConverter))]
    public required List<MessagesBlock> Content { get; init; }
}
