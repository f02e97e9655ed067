using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;

namespace LmStudio.AI;

/// <summary>What chat clients log.</summary>
internal static partial class ChatLog
{
    [LoggerMessage(1, LogLevel.Warning, "LM Studio's {Endpoint} does not support {Options}; the request is sent without them.")]
    public static partial void UnsupportedOptions(ILogger logger, string endpoint, string options);

    [LoggerMessage(2, LogLevel.Warning, "The turn continues conversation {ConversationId} but is not stored, so the next turn cannot continue from it.")]
    public static partial void UnstoredContinuation(ILogger logger, string conversationId);

    [LoggerMessage(3, LogLevel.Debug, "Reasoning effort {Effort} is mapped to '{Value}' for the model {Model}.")]
    public static partial void Reasoning(ILogger logger, ReasoningEffort effort, string value, string model);

    [LoggerMessage(4, LogLevel.Debug, "Selected {Endpoint} for {Features}.")]
    public static partial void EndpointSelected(ILogger logger, string endpoint, ChatFeatures features);

    [LoggerMessage(5, LogLevel.Information, "The server no longer has conversation {ConversationId}; sending the whole history.")]
    public static partial void ConversationForgotten(ILogger logger, string conversationId);
}
