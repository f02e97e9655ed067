using System.Text.Json;
using System.Text.Json.Serialization;

namespace LmStudio.AI;

/// <summary>A block of a message's content: text, an image, a call of a tool, or the result of one.</summary>
internal sealed class MessagesBlock
{
    public required string Type { get; init; }

    public string? Text { get; init; }

    public MessagesImageSource? Source { get; init; }

    /// <summary>Gets the id of a call.</summary>
    public string? Id { get; init; }

    /// <summary>Gets the tool that is called.</summary>
    public string? Name { get; init; }

    /// <summary>Gets the arguments of a call.</summary>
    public JsonElement? Input { get; init; }

    /// <summary>Gets the id of a result's call.</summary>
    public string? ToolUseId { get; init; }

    /// <summary>Gets the result of a call.</summary>
    [JsonConverter(typeof(MessagesContentConverter))]
    public List<MessagesBlock>? Content { get; init; }

    /// <summary>Gets whether the call failed, or <see langword="null"/> if it did not.</summary>
    public bool? IsError { get; init; }

    public static MessagesBlock FromText(string text) => new() { Type = "text", Text = text };
}
