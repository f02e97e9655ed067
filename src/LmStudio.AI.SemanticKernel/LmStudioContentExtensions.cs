using Microsoft.Extensions.AI;
using Microsoft.SemanticKernel;

namespace LmStudio.AI.SemanticKernel;

/// <summary>Reads from Semantic Kernel's contents what LM Studio's answers have beyond text and function calls.</summary>
/// <remarks>It is there in answers of the services that this package registers.</remarks>
public static class LmStudioContentExtensions
{
    /// <summary>Gets what the model thought.</summary>
    /// <param name="content">The answer.</param>
    /// <returns>The text, or <see langword="null"/> if there is none.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="content"/> is <see langword="null"/>.</exception>
    public static string? GetReasoning(this ChatMessageContent content) => AnswerMetadata.GetReasoning(Throw.IfNull(content).Metadata);

    /// <summary>Gets the piece of what the model thinks that an update brings.</summary>
    /// <param name="content">The update.</param>
    /// <returns>The piece, or <see langword="null"/> if it brings none.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="content"/> is <see langword="null"/>.</exception>
    public static string? GetReasoning(this StreamingChatMessageContent content) =>
        Throw.IfNull(content).InnerContent is ReasoningDeltaEvent delta ? delta.Content : AnswerMetadata.GetReasoning(content.Metadata);

    /// <summary>Gets what the model thought.</summary>
    /// <param name="result">The result of a prompt.</param>
    /// <returns>The text, or <see langword="null"/> if there is none.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="result"/> is <see langword="null"/>.</exception>
    public static string? GetReasoning(this FunctionResult result) => GetMessage(result)?.GetReasoning();

    /// <summary>Gets the id to go on from, for <see cref="LmStudioPromptExecutionSettings.ConversationId"/>.</summary>
    /// <param name="content">The answer.</param>
    /// <returns>The id, or <see langword="null"/> if the answer was not stored.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="content"/> is <see langword="null"/>.</exception>
    public static string? GetConversationId(this ChatMessageContent content) => AnswerMetadata.GetConversationId(Throw.IfNull(content).Metadata);

    /// <summary>Gets the id to go on from, for <see cref="LmStudioPromptExecutionSettings.ConversationId"/>, from the last update.</summary>
    /// <param name="content">The update.</param>
    /// <returns>The id, or <see langword="null"/> on other updates, and if the answer was not stored.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="content"/> is <see langword="null"/>.</exception>
    public static string? GetConversationId(this StreamingChatMessageContent content) => AnswerMetadata.GetConversationId(Throw.IfNull(content).Metadata);

    /// <summary>Gets the id to go on from, for <see cref="LmStudioPromptExecutionSettings.ConversationId"/>.</summary>
    /// <param name="result">The result of a prompt.</param>
    /// <returns>The id, or <see langword="null"/> if the answer was not stored.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="result"/> is <see langword="null"/>.</exception>
    public static string? GetConversationId(this FunctionResult result) => GetMessage(result)?.GetConversationId();

    /// <summary>Gets token counts and speeds.</summary>
    /// <param name="content">The answer.</param>
    /// <returns>The statistics, or <see langword="null"/> if the endpoint that answered measures none.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="content"/> is <see langword="null"/>.</exception>
    public static LmStudioStats? GetLmStudioStats(this ChatMessageContent content) => GetStats(Throw.IfNull(content));

    /// <summary>Gets token counts and speeds from the last update.</summary>
    /// <param name="content">The update.</param>
    /// <returns>The statistics, or <see langword="null"/> on other updates, and if the endpoint that answered measures none.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="content"/> is <see langword="null"/>.</exception>
    public static LmStudioStats? GetLmStudioStats(this StreamingChatMessageContent content) => (Throw.IfNull(content).InnerContent as ChatEndEvent)?.Result?.Stats;

    /// <summary>Gets token counts and speeds.</summary>
    /// <param name="result">The result of a prompt.</param>
    /// <returns>The statistics, or <see langword="null"/> if the endpoint that answered measures none.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="result"/> is <see langword="null"/>.</exception>
    public static LmStudioStats? GetLmStudioStats(this FunctionResult result) =>
        typeof(ChatResponse).IsAssignableFrom(Throw.IfNull(result).ValueType) ? result.GetValue<ChatResponse>()?.Stats : GetMessage(result)?.GetLmStudioStats();

    /// <summary>Gets the tools of MCP servers that LM Studio called, and what they returned.</summary>
    /// <param name="content">The answer.</param>
    /// <returns><see cref="McpServerToolCallContent"/>s and <see cref="McpServerToolResultContent"/>s in their order. Kernel functions are among the answer's items instead.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="content"/> is <see langword="null"/>.</exception>
    public static IReadOnlyList<AIContent> GetToolActivity(this ChatMessageContent content) => AnswerMetadata.GetToolActivity(Throw.IfNull(content).Metadata);

    /// <summary>Gets the calls of tools of MCP servers, and the results, that an update brings.</summary>
    /// <param name="content">The update.</param>
    /// <returns><see cref="McpServerToolCallContent"/>s and <see cref="McpServerToolResultContent"/>s in their order.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="content"/> is <see langword="null"/>.</exception>
    public static IReadOnlyList<AIContent> GetToolActivity(this StreamingChatMessageContent content) => AnswerMetadata.GetToolActivity(Throw.IfNull(content).Metadata);

    /// <summary>Gets the tools of MCP servers that LM Studio called, and what they returned.</summary>
    /// <param name="result">The result of a prompt.</param>
    /// <returns><see cref="McpServerToolCallContent"/>s and <see cref="McpServerToolResultContent"/>s in their order.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="result"/> is <see langword="null"/>.</exception>
    public static IReadOnlyList<AIContent> GetToolActivity(this FunctionResult result) => GetMessage(result)?.GetToolActivity() ?? [];

    /// <summary>Returns the answer of a prompt, or <see langword="null"/> for the result of another function.</summary>
    private static ChatMessageContent? GetMessage(FunctionResult result) =>
        typeof(ChatMessageContent).IsAssignableFrom(Throw.IfNull(result).ValueType) || typeof(ChatResponse).IsAssignableFrom(result.ValueType)
            ? result.GetValue<ChatMessageContent>()
            : null;

    private static LmStudioStats? GetStats(ChatMessageContent content)
    {
        // The connector knows where the numbers are in an answer of its own.
        ChatMessage message = new() { AdditionalProperties = content.Metadata is null ? null : new AdditionalPropertiesDictionary(content.Metadata) };
        ChatResponse response = new(message) { Usage = AnswerMetadata.Get(content.Metadata, "Usage") as UsageDetails, RawRepresentation = content.InnerContent };
        return response.Stats;
    }
}
