using System.Text.Json;

namespace LmStudio.AI;

/// <summary>
/// The server's measurements. On this endpoint, LM Studio sends an empty object or, with a draft model, counts of draft tokens. Its predecessor,
/// <c>/api/v0</c>, also sends speeds.
/// </summary>
internal sealed class ChatCompletionStats
{
    public double? TokensPerSecond { get; private init; }

    /// <summary>Gets the time in seconds.</summary>
    public double? TimeToFirstToken { get; private init; }

    public int? TotalDraftTokens { get; private init; }

    public int? AcceptedDraftTokens { get; private init; }

    public int? RejectedDraftTokens { get; private init; }

    public static ChatCompletionStats Read(JsonElement stats) => new()
    {
        TokensPerSecond = JsonMember.GetNumber(stats, "tokens_per_second"),
        TimeToFirstToken = JsonMember.GetNumber(stats, "time_to_first_token"),
        TotalDraftTokens = JsonMember.GetInteger(stats, "total_draft_tokens_count"),
        AcceptedDraftTokens = JsonMember.GetInteger(stats, "accepted_draft_tokens_count"),
        RejectedDraftTokens = JsonMember.GetInteger(stats, "rejected_draft_tokens_count"),
    };
}
