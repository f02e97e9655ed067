using System.Text.Json;

namespace LmStudio.AI;

internal sealed class ChatCompletionUsage
{
    public int? PromptTokens { get; private init; }

    public int? CompletionTokens { get; private init; }

    public int? ReasoningTokens { get; private init; }

    public static ChatCompletionUsage Read(JsonElement usage) => new()
    {
        PromptTokens = JsonMember.GetInteger(usage, "prompt_tokens"),
        CompletionTokens = JsonMember.GetInteger(usage, "completion_tokens"),
        ReasoningTokens = JsonMember.GetInteger(JsonMember.GetObject(usage, "completion_tokens_details"), "reasoning_tokens"),
    };
}
