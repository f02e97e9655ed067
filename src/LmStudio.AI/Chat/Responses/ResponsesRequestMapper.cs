using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;

namespace LmStudio.AI;

/// <summary>Maps messages and options to a request of <c>/v1/responses</c>.</summary>
internal static class ResponsesRequestMapper
{
    /// <summary>Maps a turn. A raw request of the caller is merged into it later.</summary>
    /// <exception cref="ArgumentException">There is nothing to send, or a function is required that is not among the tools.</exception>
    /// <exception cref="NotSupportedException">A message has content that the endpoint does not support, or an MCP server requires approval.</exception>
    public static ResponsesRequest Map(ChatTurn turn, bool stream)
    {
        ChatOptions? options = turn.Options;
        IReadOnlyList<ResponsesTool>? tools = ResponsesToolMapper.Map(options);
        return new()
        {
            Model = turn.Model,
            Instructions = turn.SystemPrompt,
            Input = MapInput(turn),
            PreviousResponseId = turn.ConversationId,
            Temperature = options?.Temperature,
            TopP = options?.TopP,
            MaxOutputTokens = options?.MaxOutputTokens,
            Reasoning = MapEffort(turn.Reasoning) is { } effort ? new() { Effort = effort } : null,
            Text = JsonFormat.From(options) is { } format ? new() { Format = new() { Name = format.Name, Schema = format.Schema, Strict = format.Strict } } : null,
            Tools = tools,
            ToolChoice = tools is null ? null : FunctionTools.GetChoice(options?.ToolMode),
            ParallelToolCalls = tools is null ? null : options?.AllowMultipleToolCalls,
            Store = turn.Store,
            Stream = stream ? true : null,
        };
    }

    private static IReadOnlyList<ResponsesInputItem>? MapInput(ChatTurn turn)
    {
        if ((turn.RawRequest as JsonObject)?["input"] is not null)
        {
            return null;
        }

        ResponsesInputBuilder input = new();
        foreach (ChatMessage message in turn.Messages)
        {
            if (!SystemText.IsSystem(message))
            {
                input.Add(message);
            }
        }

        return input.Build() is { Count: > 0 } items ? items : throw NothingToSend.Create("messages");
    }

    /// <summary>Maps LM Studio's values to OpenAI's. "On" is the server's default.</summary>
    private static string? MapEffort(string? reasoning) => reasoning switch
    {
        "off" => "none",
        "on" => null,
        _ => reasoning,
    };
}
