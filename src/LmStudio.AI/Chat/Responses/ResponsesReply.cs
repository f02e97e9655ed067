using System.Text.Json;
using Microsoft.Extensions.AI;

namespace LmStudio.AI;

/// <summary>A response of <c>POST /v1/responses</c>, complete or as part of an event.</summary>
internal sealed class ResponsesReply
{
    public const string CompletedStatus = "completed";
    public const string IncompleteStatus = "incomplete";
    public const string FailedStatus = "failed";
    public const string InProgressStatus = "in_progress";

    public string? Id { get; private init; }

    /// <summary>Gets the instance that created the response.</summary>
    public string? Model { get; private init; }

    public string? Status { get; private init; }

    /// <summary>Gets the reason why the response is incomplete, if the server reports it.</summary>
    public string? IncompleteReason { get; private init; }

    public ErrorBody? Error { get; private init; }

    /// <summary>Gets whether the server stored the response, if it reports it.</summary>
    public bool? Store { get; private init; }

    public IReadOnlyList<ResponsesOutputItem>? Output { get; private init; }

    public UsageDetails? Usage { get; private init; }

    /// <summary>Gets the JSON of the response.</summary>
    public JsonElement Data { get; private init; }

    /// <summary>Gets a value indicating whether this is a response and not an error.</summary>
    public bool IsAnswer => Output is not null && Status != FailedStatus && Error is null;

    /// <summary>Reads a response.</summary>
    /// <param name="reply">The JSON of the response, if there is any.</param>
    /// <param name="status">The status of a response that does not have one.</param>
    /// <exception cref="JsonException">A text is not valid Unicode.</exception>
    public static ResponsesReply Read(JsonElement reply, string? status = null) => new()
    {
        Id = JsonMember.GetOptionalText(reply, "id"),
        Model = JsonMember.GetOptionalText(reply, "model"),
        Status = GivenText.OrNull(JsonMember.GetOptionalText(reply, "status")) ?? status,
        IncompleteReason = GivenText.OrNull(JsonMember.GetOptionalText(JsonMember.GetObject(reply, "incomplete_details"), "reason")),
        Error = ErrorBodyReader.Read(reply),
        Store = JsonMember.GetBoolean(reply, "store"),
        Output = JsonMember.GetItems(reply, "output")?.Select(ResponsesOutputItem.Read).ToList(),
        Usage = ReadUsage(JsonMember.GetObject(reply, "usage")),
        Data = reply,
    };

    /// <summary>Reads the counts unchanged. Servers differ in whether input tokens include cached ones, so they are not adjusted.</summary>
    private static UsageDetails? ReadUsage(JsonElement usage)
    {
        long? input = JsonMember.GetCount(usage, "input_tokens");
        long? output = JsonMember.GetCount(usage, "output_tokens");
        return input is null && output is null ? null : new()
        {
            InputTokenCount = input,
            OutputTokenCount = output,
            TotalTokenCount = JsonMember.GetCount(usage, "total_tokens") ?? input.GetValueOrDefault() + output.GetValueOrDefault(),
            CachedInputTokenCount = JsonMember.GetCount(JsonMember.GetObject(usage, "input_tokens_details"), "cached_tokens"),
            ReasoningTokenCount = JsonMember.GetCount(JsonMember.GetObject(usage, "output_tokens_details"), "reasoning_tokens"),
        };
    }
}
