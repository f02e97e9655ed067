using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace LmStudio.AI.Emulator;

/// <summary>Lets a chat client answer: it gets the conversation and the tools, and the emulator calls the tools it asks for.</summary>
internal sealed class ChatClientModel(IChatClient client) : IEmulatedModel
{
    public async IAsyncEnumerable<EmulatorStep> AnswerAsync(GenerationContext context, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var messages = CreateMessages(context);
        var options = new ChatOptions
        {
            ModelId = context.Instance.Id,
            Temperature = (float?)context.Request.Temperature,
            TopP = (float?)context.Request.TopP,
            TopK = context.Request.TopK,
            MaxOutputTokens = context.Request.MaxOutputTokens,

            // Declarations only: the emulator calls the tools itself, so that the calls are part of the answer.
            Tools = [.. context.Tools.Tools.Select(tool => tool.Tool.AsDeclarationOnly())],
        };

        List<FunctionCallContent> calls;
        do
        {
            calls = [];
            await foreach (var update in client.GetStreamingResponseAsync(messages, options, cancellationToken).ConfigureAwait(false))
            {
                foreach (var content in update.Contents)
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

            foreach (var call in calls)
            {
                var server = context.Tools.Tools.FirstOrDefault(tool => tool.Tool.Name == call.Name)?.Provider.Name ?? "";
                yield return EmulatorStep.CallTool(server, call.Name, call.Arguments);
                messages.Add(new(ChatRole.Assistant, [call]));
                messages.Add(new(ChatRole.Tool, [new FunctionResultContent(call.CallId, Result(context.Output[^1]))]));
            }
        }
        while (calls.Count > 0);
    }

    private static string Result(OutputItem item) => item switch
    {
        OutputItem.ToolCall call => call.Output,
        OutputItem.InvalidToolCall call => call.Reason,
        _ => "",
    };

    private static List<ChatMessage> CreateMessages(GenerationContext context)
    {
        var messages = new List<ChatMessage>();
        foreach (var turn in context.History)
        {
            AddPrompt(messages, turn.SystemPrompt, turn.Input);
            var answer = string.Concat(turn.Output.OfType<OutputItem.Block>().Where(block => block.Kind is BlockKind.Message).Select(block => block.Content));
            if (answer.Length > 0)
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

        messages.Add(new(ChatRole.User, [.. input.Select(AIContent (part) => part switch
        {
            InputPart.Text text => new TextContent(text.Content),
            InputPart.Image image => new DataContent(image.Data, image.MediaType),
            _ => throw new NotSupportedException(),
        })]));
    }
}
