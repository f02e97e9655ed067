namespace LmStudio.AI.Emulator;

/// <summary>An accepted chat request with the conversation that it continues, its instance, tools and model, and its scripted turn, if any.</summary>
internal sealed record NativeChatSession(
    ChatRequest Request, EmulatorModel Model, string? Reasoning, ConversationTurn? Previous, McpToolbox Tools, IEmulatedModel Answerer, EmulatorTurn? Turn);
