namespace LmStudio.AI;

/// <summary>A request to <c>POST /v1/messages</c>, in Anthropic's format.</summary>
internal sealed class MessagesRequest
{
    public required string Model { get; init; }

    /// <summary>Gets the maximum number of tokens to generate. The format requires it.</summary>
    public required int MaxTokens { get; init; }

    public string? System { get; init; }

    public IReadOnlyList<MessagesMessage>? Messages { get; init; }

    public float? Temperature { get; init; }

    public float? TopP { get; init; }

    public int? TopK { get; init; }

    public IList<string>? StopSequences { get; init; }

    public IReadOnlyList<MessagesTool>? Tools { get; init; }

    public MessagesToolChoice? ToolChoice { get; init; }

    public bool? Stream { get; init; }
}
