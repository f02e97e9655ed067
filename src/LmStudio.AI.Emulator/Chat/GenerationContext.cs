namespace LmStudio.AI.Emulator;

/// <summary>The input of a model.</summary>
internal sealed class GenerationContext
{
    public required EmulatorInstance Instance { get; init; }

    public required ChatRequest Request { get; init; }

    /// <summary>Gets the previous turns that fit into the context, oldest first.</summary>
    public required IReadOnlyList<ConversationTurn> History { get; init; }

    public required McpToolbox Tools { get; init; }

    /// <summary>Gets the reasoning setting, or <see langword="null"/> if the model has none.</summary>
    public required string? Reasoning { get; init; }

    /// <summary>Gets the number of tokens of the whole prompt.</summary>
    public required int PromptTokens { get; init; }

    /// <summary>Gets the output so far. It grows between the steps of a turn, so that a model sees the results of its tool calls.</summary>
    public List<OutputItem> Output { get; } = [];

    /// <summary>Gets the system prompt: this request's, or else the latest of the conversation.</summary>
    public string? SystemPrompt => Request.SystemPrompt ?? History.LastOrDefault(static turn => turn.SystemPrompt is not null)?.SystemPrompt;
}
