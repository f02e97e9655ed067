namespace LmStudio.AI;

/// <summary>A completion of a prompt, or a chunk of one.</summary>
public sealed class LmStudioCompletionChoice
{
    /// <summary>Gets or sets the index among the choices.</summary>
    public int Index { get; set; }

    /// <summary>Gets or sets the text, without the prompt.</summary>
    public string Text { get; set => field = value ?? ""; } = "";

    /// <summary>Gets or sets the reason why the completion ended, for example <c>stop</c> or <c>length</c>, or <see langword="null"/> before the end of a stream.</summary>
    public string? FinishReason { get; set; }
}
