using Microsoft.Extensions.AI;
using Microsoft.SemanticKernel;

namespace LmStudio.AI.SemanticKernel;

/// <summary>Provides extension methods that read LM Studio's own data from Semantic Kernel's contents.</summary>
/// <remarks>The data is available in responses of the services that this package registers.</remarks>
public static class LmStudioContentExtensions
{
    /// <summary>Gets the reasoning of the model.</summary>
    /// <param name="content">The response.</param>
    /// <returns>The text, or <see langword="null"/> if there is none.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="content"/> is <see langword="null"/>.</exception>
    public static string? GetReasoning(this ChatMessageContent content) => ResponseMetadata.GetReasoning(Throw.IfNull(content).Metadata);

    /// <summary>Gets the reasoning in an update.</summary>
    /// <param name="content">The update.</param>
    /// <returns>The text, or <see langword="null"/> if there is none.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="content"/> is <see langword="null"/>.</exception>
    public static string? GetReasoning(this StreamingChatMessageContent content) =>
        Throw.IfNull(content).InnerContent is LmStudioReasoningDeltaEvent delta ? delta.Content : ResponseMetadata.GetReasoning(content.Metadata);

    /// <summary>Gets the reasoning of the model.</summary>
    /// <param name="result">The result of a prompt.</param>
    /// <returns>The text, or <see langword="null"/> if there is none.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="result"/> is <see langword="null"/>.</exception>
    public static string? GetReasoning(this FunctionResult result) => GetMessage(result)?.GetReasoning();

    /// <summary>Gets the id for continuing the conversation with <see cref="LmStudioPromptExecutionSettings.ConversationId"/>.</summary>
    /// <param name="content">The response.</param>
    /// <returns>The id, or <see langword="null"/> if the response was not stored.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="content"/> is <see langword="null"/>.</exception>
    public static string? GetConversationId(this ChatMessageContent content) => ResponseMetadata.GetConversationId(Throw.IfNull(content).Metadata);

    /// <summary>Gets the id for continuing the conversation with <see cref="LmStudioPromptExecutionSettings.ConversationId"/> from the last update.</summary>
    /// <param name="content">The update.</param>
    /// <returns>The id, or <see langword="null"/> for other updates or if the response was not stored.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="content"/> is <see langword="null"/>.</exception>
    public static string? GetConversationId(this StreamingChatMessageContent content) => ResponseMetadata.GetConversationId(Throw.IfNull(content).Metadata);

    /// <summary>Gets the id for continuing the conversation with <see cref="LmStudioPromptExecutionSettings.ConversationId"/>.</summary>
    /// <param name="result">The result of a prompt.</param>
    /// <returns>The id, or <see langword="null"/> if the response was not stored.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="result"/> is <see langword="null"/>.</exception>
    public static string? GetConversationId(this FunctionResult result) => GetMessage(result)?.GetConversationId();

    /// <summary>Gets the token counts and generation speeds.</summary>
    /// <param name="content">The response.</param>
    /// <returns>The statistics, or <see langword="null"/> if the endpoint does not report any.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="content"/> is <see langword="null"/>.</exception>
    public static LmStudioStats? GetStats(this ChatMessageContent content)
    {
        // The connector reads the numbers from its own response.
        IReadOnlyDictionary<string, object?>? metadata = Throw.IfNull(content).Metadata;
        ChatMessage message = new() { AdditionalProperties = metadata is null ? null : new AdditionalPropertiesDictionary(metadata) };
        ChatResponse response = new(message) { Usage = ResponseMetadata.Get(metadata, "Usage") as UsageDetails, RawRepresentation = content.InnerContent };
        return response.Stats;
    }

    /// <summary>Gets the token counts and generation speeds from the last update.</summary>
    /// <param name="content">The update.</param>
    /// <returns>The statistics, or <see langword="null"/> for other updates or if the endpoint does not report any.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="content"/> is <see langword="null"/>.</exception>
    public static LmStudioStats? GetStats(this StreamingChatMessageContent content) => (Throw.IfNull(content).InnerContent as LmStudioChatEndEvent)?.Result?.Stats;

    /// <summary>Gets the token counts and generation speeds.</summary>
    /// <param name="result">The result of a prompt.</param>
    /// <returns>The statistics, or <see langword="null"/> if the endpoint does not report any.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="result"/> is <see langword="null"/>.</exception>
    public static LmStudioStats? GetStats(this FunctionResult result) =>
        typeof(ChatResponse).IsAssignableFrom(Throw.IfNull(result).ValueType) ? result.GetValue<ChatResponse>()?.Stats : GetMessage(result)?.GetStats();

    /// <summary>Gets the calls of MCP tools that LM Studio executed, and their results.</summary>
    /// <param name="content">The response.</param>
    /// <returns>
    /// The <see cref="McpServerToolCallContent"/> and <see cref="McpServerToolResultContent"/> items, in order. Calls of kernel functions are in the items of
    /// the response instead.
    /// </returns>
    /// <exception cref="ArgumentNullException"><paramref name="content"/> is <see langword="null"/>.</exception>
    public static IReadOnlyList<AIContent> GetMcpToolContents(this ChatMessageContent content) => ResponseMetadata.GetMcpToolContents(Throw.IfNull(content).Metadata);

    /// <summary>Gets the calls of MCP tools, and their results, in an update.</summary>
    /// <param name="content">The update.</param>
    /// <returns>The <see cref="McpServerToolCallContent"/> and <see cref="McpServerToolResultContent"/> items, in order.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="content"/> is <see langword="null"/>.</exception>
    public static IReadOnlyList<AIContent> GetMcpToolContents(this StreamingChatMessageContent content) => ResponseMetadata.GetMcpToolContents(Throw.IfNull(content).Metadata);

    /// <summary>Gets the calls of MCP tools that LM Studio executed, and their results.</summary>
    /// <param name="result">The result of a prompt.</param>
    /// <returns>The <see cref="McpServerToolCallContent"/> and <see cref="McpServerToolResultContent"/> items, in order.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="result"/> is <see langword="null"/>.</exception>
    public static IReadOnlyList<AIContent> GetMcpToolContents(this FunctionResult result) => GetMessage(result)?.GetMcpToolContents() ?? [];

    /// <summary>Returns the response to a prompt, or <see langword="null"/> for the result of another function.</summary>
    private static ChatMessageContent? GetMessage(FunctionResult result) =>
        typeof(ChatMessageContent).IsAssignableFrom(Throw.IfNull(result).ValueType) || typeof(ChatResponse).IsAssignableFrom(result.ValueType)
            ? result.GetValue<ChatMessageContent>()
            : null;
}
