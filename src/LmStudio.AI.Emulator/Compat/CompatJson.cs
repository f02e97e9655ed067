using System.Text.Json.Nodes;

namespace LmStudio.AI.Emulator;

/// <summary>The JSON that chat completions and text completions have in common.</summary>
internal static class CompatJson
{
    public static JsonObject Usage(Answer answer) => new()
    {
        ["prompt_tokens"] = answer.InputTokens,
        ["completion_tokens"] = answer.OutputTokens,
        ["total_tokens"] = answer.InputTokens + answer.OutputTokens,
        ["completion_tokens_details"] = new JsonObject { ["reasoning_tokens"] = answer.ReasoningTokens },
    };

    /// <summary>Empty, except with speculative decoding, where it contains the draft token counts, as captured.</summary>
    public static JsonObject Stats(Answer answer)
    {
        if (answer.DraftTokens is not { } total)
        {
            return [];
        }

        int accepted = Math.Min(total, answer.OutputTokens);
        return new()
        {
            ["total_draft_tokens_count"] = total,
            ["accepted_draft_tokens_count"] = accepted,
            ["rejected_draft_tokens_count"] = total - accepted,
        };
    }

    /// <summary>An error in a stream, whose message is there twice.</summary>
    public static StreamFrame Error(WireException failure)
    {
        JsonObject data = new() { ["error"] = new JsonObject { ["message"] = failure.Message }, ["message"] = failure.Message };
        return new("error", WireJson.Compact(data), IsNamed: true);
    }

    public static string Text(Answer answer, BlockKind kind) =>
        string.Concat(answer.Context.Output.OfType<OutputItem.Block>().Where(block => block.Kind == kind).Select(static block => block.Content));
}
