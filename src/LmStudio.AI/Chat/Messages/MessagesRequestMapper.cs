using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;

namespace LmStudio.AI;

/// <summary>Maps turns to requests of <c>/v1/messages</c>.</summary>
internal static class MessagesRequestMapper
{
    /// <summary>
    /// The default token limit, as the format requires one. It includes reasoning, so a limit for typical responses would cut off models with long
    /// reasoning. On most computers, the context length ends the longest responses.
    /// </summary>
    private const int DefaultMaxTokens = 32_000;

    /// <exception cref="ArgumentException">There is nothing to send, or a function is required that is not among the tools.</exception>
    /// <exception cref="NotSupportedException">A message has content that the endpoint does not support.</exception>
    public static MessagesRequest Map(ChatTurn turn, bool stream)
    {
        ChatOptions? options = turn.Options;
        IReadOnlyList<AIFunctionDeclaration> functions = FunctionTools.Get(options);
        return new MessagesRequest
        {
            Model = turn.Model,
            MaxTokens = options?.MaxOutputTokens ?? DefaultMaxTokens,
            System = turn.SystemPrompt,
            Messages = turn.RawRequest is JsonObject raw && raw.ContainsKey("messages") ? null : MessagesHistory.Map(turn.Messages),
            Temperature = options?.Temperature,
            TopP = options?.TopP,
            TopK = options?.TopK,
            StopSequences = options?.StopSequences is { Count: > 0 } stopSequences ? stopSequences : null,
            Tools = functions.Count > 0 ? [.. functions.Select(MapTool)] : null,
            ToolChoice = functions.Count > 0 ? MapToolChoice(options!) : null,
            Stream = stream ? true : null,
        };
    }

    private static MessagesTool MapTool(AIFunctionDeclaration function) => new()
    {
        Name = function.Name,
        Description = GivenText.OrNull(function.Description),
        InputSchema = PortableSchema.Get(function),
    };

    /// <summary>Returns the choice, or <see langword="null"/> for the server's default. A specific function is required by sending no other.</summary>
    private static MessagesToolChoice? MapToolChoice(ChatOptions options) => options is { ToolMode: null, AllowMultipleToolCalls: null } ? null : new()
    {
        Type = options.ToolMode is RequiredChatToolMode ? "any" : "auto",
        DisableParallelToolUse = !options.AllowMultipleToolCalls,
    };
}
