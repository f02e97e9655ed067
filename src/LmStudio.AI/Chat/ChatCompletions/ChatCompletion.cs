using System.Text.Json;

namespace LmStudio.AI;

/// <summary>A response of <c>/v1/chat/completions</c>, or one chunk of it.</summary>
internal sealed class ChatCompletion
{
    public string? Id { get; init; }

    /// <summary>Gets the type of the object: a response or a chunk.</summary>
    public string? Object { get; init; }

    /// <summary>Gets the instance that created the response, regardless of the requested name.</summary>
    public string? Model { get; init; }

    public required IReadOnlyList<ChatCompletionChoice> Choices { get; init; }

    public ChatCompletionUsage? Usage { get; init; }

    public ChatCompletionStats? Stats { get; init; }

    /// <summary>Reads a response or a chunk. Optional values that are invalid are treated as missing.</summary>
    /// <exception cref="JsonException">A required value is invalid.</exception>
    public static ChatCompletion Read(JsonElement json)
    {
        if (json.ValueKind == JsonValueKind.Object
            && json.TryGetProperty("choices", out JsonElement choices)
            && choices.ValueKind is not (JsonValueKind.Array or JsonValueKind.Null))
        {
            throw new JsonException("The choices are not an array.");
        }

        return new()
        {
            Id = JsonMember.GetOptionalText(json, "id"),
            Object = JsonMember.GetOptionalText(json, "object"),
            Model = JsonMember.GetOptionalText(json, "model"),
            Choices = [.. (JsonMember.GetItems(json, "choices") ?? []).Where(static item => item.ValueKind == JsonValueKind.Object).Select(ChatCompletionChoice.Read)],
            Usage = JsonMember.TryGetObject(json, "usage", out JsonElement usage) ? ChatCompletionUsage.Read(usage) : null,
            Stats = JsonMember.TryGetObject(json, "stats", out JsonElement stats) ? ChatCompletionStats.Read(stats) : null,
        };
    }

    /// <summary>Gets the single choice. The chunk with the usage has none.</summary>
    public ChatCompletionChoice? GetChoice() => Choices.FirstOrDefault(static choice => choice is { Index: null or 0 });
}
