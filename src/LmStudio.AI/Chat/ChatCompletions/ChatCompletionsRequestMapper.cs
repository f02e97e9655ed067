using Microsoft.Extensions.AI;

namespace LmStudio.AI;

/// <summary>Maps messages and options to a request of <c>/v1/chat/completions</c>.</summary>
internal static class ChatCompletionsRequestMapper
{
    /// <exception cref="ArgumentException">There is nothing to send, or a function is required that is not among the tools.</exception>
    /// <exception cref="NotSupportedException">A message has content that the endpoint does not support.</exception>
    public static ChatCompletionRequest Map(ChatTurn turn, bool stream)
    {
        ChatOptions? options = turn.Options;
        List<ChatCompletionTool>? tools = MapTools(options);
        return new ChatCompletionRequest
        {
            Model = turn.Model,
            Messages = ChatCompletionsMessageMapper.Map(turn),
            Temperature = options?.Temperature,
            TopP = options?.TopP,
            TopK = options?.TopK,
            MaxTokens = options?.MaxOutputTokens,
            Stop = options?.StopSequences is { Count: > 0 } stop ? [.. stop] : null,
            Seed = options?.Seed,
            PresencePenalty = options?.PresencePenalty,
            FrequencyPenalty = options?.FrequencyPenalty,
            RepeatPenalty = options?.RepeatPenalty,
            Tools = tools,

            // Without tools, neither has an effect.
            ToolChoice = tools is null ? null : FunctionTools.GetChoice(options?.ToolMode),
            ParallelToolCalls = tools is null ? null : options?.AllowMultipleToolCalls,
            ResponseFormat = MapFormat(options),
            ReasoningEffort = MapReasoning(turn.Reasoning),
            Stream = stream ? true : null,

            // No token is counted for a stream that does not ask for it.
            StreamOptions = stream ? new() { IncludeUsage = true } : null,
        };
    }

    private static List<ChatCompletionTool>? MapTools(ChatOptions? options)
    {
        List<ChatCompletionTool>? tools = null;
        foreach (AIFunctionDeclaration function in FunctionTools.Get(options))
        {
            (tools ??= []).Add(new ChatCompletionTool
            {
                Function = new()
                {
                    Name = function.Name,
                    Description = GivenText.OrNull(function.Description),
                    Parameters = PortableSchema.Get(function),
                },
            });
        }

        return tools;
    }

    // The schema's description has no place here: LM Studio documents a name, strictness and the schema.
    private static ChatCompletionResponseFormat? MapFormat(ChatOptions? options) =>
        JsonFormat.From(options) is { } format
            ? new() { JsonSchema = new() { Name = format.Name, Strict = format.Strict, Schema = format.Schema } }
            : null;

    /// <summary>Maps LM Studio's values to OpenAI's.</summary>
    private static string? MapReasoning(string? reasoning) => reasoning switch
    {
        "off" => "none",

        // A model with only on and off reasons unless the value is "none".
        "on" => null,
        _ => reasoning,
    };
}
