using System.Text.Json;

namespace LmStudio.AI.Emulator;

/// <summary>Counts the tokens of a prompt.</summary>
internal static class Prompt
{
    /// <summary>The tokens that a chat template adds to each message.</summary>
    private const int TokensPerMessage = 4;

    private const int TokensPerImage = 256;

    /// <summary>Drops the oldest turns of a conversation that exceeds the context length, as LM Studio does by default.</summary>
    /// <returns>
    /// The remaining turns and the number of tokens of the whole prompt, which exceeds the context length if the new message alone is too long.
    /// </returns>
    public static (IReadOnlyList<ConversationTurn> History, int Tokens) Fit(
        ChatRequest request, ConversationTurn? previous, McpToolbox tools, int contextLength)
    {
        int tokens = Count(request.SystemPrompt) + Count(request.Input)
            + tools.Tools.Sum(static tool => Count(tool.Tool.Name, tool.Tool.Description, tool.Tool.JsonSchema))
            + request.Functions.Sum(static function => Count(function.Name, function.Description, function.Parameters));
        List<ConversationTurn> history = [];
        foreach (ConversationTurn turn in ConversationTurn.Chain(previous).Reverse())
        {
            int size = Count(turn.SystemPrompt) + Count(turn.Input) + turn.Output.Sum(Count);
            if (tokens + size >= contextLength)
            {
                break;
            }

            tokens += size;
            history.Insert(0, turn);
        }

        return (history, tokens);
    }

    private static int Count(string name, string? description, JsonElement schema) =>
        Tokenizer.Count(name) + Tokenizer.Count(description ?? "") + Tokenizer.Count(schema.ToString());

    private static int Count(string? systemPrompt) => systemPrompt is null ? 0 : Tokenizer.Count(systemPrompt) + TokensPerMessage;

    private static int Count(IReadOnlyList<InputPart> input) =>
        TokensPerMessage + input.Sum(static part => part switch
        {
            InputPart.Text text => Tokenizer.Count(text.Content),
            InputPart.FunctionResult result => Tokenizer.Count(result.Output),
            _ => TokensPerImage,
        });

    private static int Count(OutputItem item) => item switch
    {
        // Templates omit the reasoning of earlier turns.
        OutputItem.Block { Kind: BlockKind.Message } message => Tokenizer.Count(message.Content) + TokensPerMessage,
        OutputItem.FunctionCall call => Tokenizer.Count(call.Arguments) + TokensPerMessage,
        OutputItem.ToolCall call => Tokenizer.Count(call.Arguments) + Tokenizer.Count(call.Output) + TokensPerMessage,
        _ => 0,
    };
}
