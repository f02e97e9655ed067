namespace LmStudio.AI;

/// <summary>An answer of <c>/v1/chat/completions</c>, or one chunk of it.</summary>
internal sealed class ChatCompletion
{
    public string? Id { get; init; }

    /// <summary>Gets which of the two it is.</summary>
    public string? Object { get; init; }

    /// <summary>Gets the instance that answers, whatever name it was asked by.</summary>
    public string? Model { get; init; }

    public IReadOnlyList<ChatCompletionChoice>? Choices { get; init; }

    public ChatCompletionUsage? Usage { get; init; }

    public ChatCompletionStats? Stats { get; init; }

    /// <summary>Gets the one choice that is asked for. The chunk with the usage has none.</summary>
    public ChatCompletionChoice? GetChoice() => Choices?.FirstOrDefault(static choice => choice is { Index: null or 0 });
}
