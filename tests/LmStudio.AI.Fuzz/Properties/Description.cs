using System.Text.Json;
using Microsoft.Extensions.AI;

namespace LmStudio.AI.Fuzz;

/// <summary>Describes an answer by all that a caller can see, without the ids and times that the client makes up.</summary>
internal static class Description
{
    public static string Of(ChatResponse response) => string.Join(
        '\n',
        [
            .. response.Messages.SelectMany(static message => message.Contents).Select(static content => content switch
            {
                TextReasoningContent reasoning => $"reasoning {JsonSerializer.Serialize(reasoning.Text)}",
                TextContent text => $"text {JsonSerializer.Serialize(text.Text)}",
                FunctionCallContent call => $"call {call.CallId} {call.Name} {JsonSerializer.Serialize(call.Arguments)} {call.Exception?.Message}",
                McpServerToolCallContent call => $"mcp {call.ServerName} {call.Name} {JsonSerializer.Serialize(call.Arguments)}",
                McpServerToolResultContent result => $"result {string.Join('|', result.Outputs ?? [])}",
                _ => content.GetType().Name,
            }),
            $"{response.FinishReason} {response.ConversationId} {response.ResponseId} {response.ModelId}",
            $"{response.Usage?.InputTokenCount} {response.Usage?.OutputTokenCount} {response.Usage?.TotalTokenCount}",
        ]);
}
