namespace LmStudio.AI;

/// <summary>A chat request in the form of before LM Studio 0.4.0.</summary>
internal sealed class PreviewChatRequest
{
    public string? Model { get; init; }

    public string? Input { get; init; }

    public string? SystemPrompt { get; init; }

    public IReadOnlyList<PreviewMcpServer>? McpServers { get; init; }

    public float? Temperature { get; init; }

    public float? TopP { get; init; }

    public int? TopK { get; init; }

    public float? MinP { get; init; }

    public float? RepeatPenalty { get; init; }

    public int? MaxOutputTokens { get; init; }

    public string? ReasoningEffort { get; init; }

    public bool? EnableThinking { get; init; }

    public int? ContextLength { get; init; }

    public bool? Store { get; init; }

    public string? ThreadId { get; init; }

    public bool? Stream { get; init; }
}
