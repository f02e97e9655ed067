using System.Text.Json;
using Microsoft.Extensions.AI;

namespace LmStudio.AI;

/// <summary>An answer of <c>POST /v1/responses</c>, whole or as far as an event tells it.</summary>
internal sealed class ResponsesReply
{
    public const string CompletedStatus = "completed";
    public const string IncompleteStatus = "incomplete";
    public const string FailedStatus = "failed";

    public string? Id { get; private init; }

    /// <summary>Gets the instance that answered.</summary>
    public string? Model { get; private init; }

    public string? Status { get; private init; }

    /// <summary>Gets why the answer is not complete, where the server says so.</summary>
    public string? IncompleteReason { get; private init; }

    public ErrorBody? Error { get; private init; }

    /// <summary>Gets whether the server stored the answer, where it says so.</summary>
    public bool? Store { get; private init; }

    public IReadOnlyList<ResponsesOutputItem>? Output { get; private init; }

    public UsageDetails? Usage { get; private init; }

    /// <summary>Gets the answer as it came.</summary>
    public JsonElement Data { get; private init; }

    /// <summary>Gets a value indicating whether this is an answer, and not an error that came in its place.</summary>
    public bool IsAnswer => Output is not null && Status != FailedStatus;

    /// <summary>Reads an answer. Returns <see langword="null"/> for one that holds text which is not Unicode.</summary>
    public static ResponsesReply? TryRead(JsonElement reply)
    {
        try
        {
            return Read(reply);
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>Reads an answer.</summary>
    /// <param name="reply">The answer, or nothing.</param>
    /// <param name="status">The status of one that does not tell it.</param>
    /// <exception cref="InvalidOperationException">A text is not Unicode.</exception>
    public static ResponsesReply Read(JsonElement reply, string? status = null) => new()
    {
        Id = ResponsesJson.GetText(reply, "id"),
        Model = ResponsesJson.GetText(reply, "model"),
        Status = ResponsesJson.GetText(reply, "status") ?? status,
        IncompleteReason = ResponsesJson.GetText(ResponsesJson.GetObject(reply, "incomplete_details"), "reason"),
        Error = ErrorBodyReader.Read(reply),
        Store = ResponsesJson.GetBoolean(reply, "store"),
        Output = ResponsesJson.GetItems(reply, "output")?.Select(ResponsesOutputItem.Read).ToList(),
        Usage = ReadUsage(ResponsesJson.GetObject(reply, "usage")),
        Data = reply,
    };

    /// <summary>
    /// Reads the counts as they are. Whether input tokens include the cached ones differs, so nothing is added to them or taken away.
    /// </summary>
    private static UsageDetails? ReadUsage(JsonElement usage)
    {
        long? input = ResponsesJson.GetCount(usage, "input_tokens");
        long? output = ResponsesJson.GetCount(usage, "output_tokens");
        return input is null && output is null ? null : new()
        {
            InputTokenCount = input,
            OutputTokenCount = output,
            TotalTokenCount = ResponsesJson.GetCount(usage, "total_tokens") ?? input.GetValueOrDefault() + output.GetValueOrDefault(),
            CachedInputTokenCount = ResponsesJson.GetCount(ResponsesJson.GetObject(usage, "input_tokens_details"), "cached_tokens"),
            ReasoningTokenCount = ResponsesJson.GetCount(ResponsesJson.GetObject(usage, "output_tokens_details"), "reasoning_tokens"),
        };
    }
}
