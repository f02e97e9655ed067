namespace LmStudio.AI.Emulator;

/// <summary>
/// What an accepted chat request amounts to: what it continues, which model and tools it gets, and who answers (following the turn, when scripted).
/// </summary>
internal sealed record NativeChatSession(
    ChatRequest Request, EmulatorModel Model, string? Reasoning, ConversationTurn? Previous, McpToolbox Tools, IEmulatedModel Answerer, EmulatorTurn? Turn);
