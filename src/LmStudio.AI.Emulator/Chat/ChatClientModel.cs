using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace LmStudio.AI.Emulator;

/// <summary>
/// Uses a chat client as the model: it receives the conversation and the tools, and the emulator executes its MCP tool calls. Function calls are returned to
/// the emulator's client.
/// </summary>
internal sealed class ChatClientModel(IChatClient client) : IEmulatedModel
{
    public async IAsyncEnumerable<EmulatorStep> AnswerAsync(GenerationContext context, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        List<ChatMessage> messages = CreateMessages(context);
        ChatOptions options = CreateOptions(context);

        List<FunctionCallContent> calls;
        bool waits = false;
        do
        {
            calls = [];
            await foreach (ChatResponseUpdate update in client.GetStreamingResponseAsync(messages, options, cancellationToken).ConfigureAwait(false))
            {
                foreach (AIContent content in update.Contents)
                {
                    switch (content)
                    {
                        case TextReasoningContent reasoning:
                            yield return EmulatorStep.Reason(reasoning.Text);
                            break;
                        case TextContent text:
                            yield return EmulatorStep.Text(text.Text);
                            break;
                        case ErrorContent error:
                            yield return EmulatorStep.Fail("unknown", error.Message ?? "", error.ErrorCode);
                            break;
                        case FunctionCallContent call:
                            calls.Add(call);
                            break;
                    }
                }
            }

            foreach (FunctionCallContent call in calls)
            {
                if (context.Request.Functions.Any(function => function.Name == call.Name))
                {
                    waits = true;
                    yield return EmulatorStep.CallFunction(call.Name, call.Arguments);
                    continue;
                }

                string server = context.Tools.Tools.FirstOrDefault(tool => tool.Tool.Name == call.Name)?.Provider.Name ?? "";
                yield return EmulatorStep.CallTool(server, call.Name, call.Arguments);
                messages.Add(new(ChatRole.Assistant, [call]));
                messages.Add(new(ChatRole.Tool, [new FunctionResultContent(call.CallId, Result(context.Output[^1]))]));
            }
        }
        while (calls.Count > 0 && !waits);
    }

    private static ChatOptions CreateOptions(GenerationContext context)
    {
        ChatRequest request = context.Request;
        return new()
        {
            ModelId = context.Instance.Id,
            Temperature = (float?)request.Temperature,
            TopP = (float?)request.TopP,
            TopK = request.TopK,
            MaxOutputTokens = request.MaxOutputTokens,
            StopSequences = request.StopSequences.Count > 0 ? [.. request.StopSequences] : null,
            Seed = request.Seed,
            PresencePenalty = (float?)request.PresencePenalty,
            FrequencyPenalty = (float?)request.FrequencyPenalty,
            ResponseFormat = request.AnswerSchema is { } schema ? ChatResponseFormat.ForJsonSchema(schema) : null,

            // Declarations only: the emulator executes MCP tools itself, so that the calls are part of the response, and returns function calls to its client.
            Tools =
            [
                .. context.Tools.Tools.Select(static tool => tool.Tool.AsDeclarationOnly()),
                .. request.Functions.Select(static function => AIFunctionFactory.CreateDeclaration(function.Name, function.Description, function.Parameters)),
            ],
            ToolMode = request switch
            {
                { Functions.Count: 0 } => null,
                { ToolChoice: ToolChoice.None } => ChatToolMode.None,
                { ToolChoice: ToolChoice.Required } => ChatToolMode.RequireAny,
                _ => null,
            },
            AllowMultipleToolCalls = request is { Functions.Count: > 0, ParallelCalls: false } ? false : null,
        };
    }

    private static string Result(OutputItem item) => item switch
    {
        OutputItem.ToolCall call => call.Output,
        OutputItem.InvalidToolCall call => call.Reason,
        _ => "",
    };

    private static List<ChatMessage> CreateMessages(GenerationContext context)
    {
        List<ChatMessage> messages = [];
        foreach (ConversationTurn turn in context.History)
        {
            AddPrompt(messages, turn.SystemPrompt, turn.Input);
            List<AIContent> answer = turn.Output.Select(ToContent).OfType<AIContent>().ToList();
            if (answer.Count > 0)
            {
                messages.Add(new(ChatRole.Assistant, answer));
            }
        }

        AddPrompt(messages, context.Request.SystemPrompt, context.Request.Input);
        return messages;
    }

    private static void AddPrompt(List<ChatMessage> messages, string? systemPrompt, IReadOnlyList<InputPart> input)
    {
        if (systemPrompt is not null)
        {
            messages.Add(new(ChatRole.System, systemPrompt));
        }

        // The results of functions come before the user's message.
        List<AIContent> results = input.OfType<InputPart.FunctionResult>().Select(AIContent (result) => new FunctionResultContent(result.CallId, result.Output)).ToList();
        if (results.Count > 0)
        {
            messages.Add(new(ChatRole.Tool, results));
        }

        List<AIContent> said = input.Select(ToContent).OfType<AIContent>().ToList();
        if (said.Count > 0)
        {
            messages.Add(new(ChatRole.User, said));
        }
    }

    private static AIContent? ToContent(InputPart part) => part switch
    {
        InputPart.Text text => new TextContent(text.Content),
        InputPart.Image image => new DataContent(image.Data, image.MediaType),
        _ => null,
    };

    /// <summary>Maps an item of an earlier response to what the model sees of it: not the reasoning and, currently, not the calls of MCP tools.</summary>
    private static AIContent? ToContent(OutputItem item) => item switch
    {
        OutputItem.Block { Kind: BlockKind.Message } message => new TextContent(message.Content),
        OutputItem.FunctionCall call => new FunctionCallContent(call.CallId, call.Name, ReadArguments(call.Arguments)),
        _ => null,
    };

    private static Dictionary<string, object?>? ReadArguments(string arguments)
    {
        try
        {
            return JsonSerializer.Deserialize<Dictionary<string, object?>>(arguments);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
