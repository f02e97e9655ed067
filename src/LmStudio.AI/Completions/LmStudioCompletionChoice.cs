namespace LmStudio.AI;

/// <summary>One completion of a prompt, or a piece of one.</summary>
public sealed class LmStudioCompletionChoice
{
    /// <summary>Gets or sets the place among the choices.</summary>
    public int Index { get; set; }

    /// <summary>Gets or sets the text, without the prompt.</summary>
    public string Text { get; set => field = value ?? ""; } = "";

    /// <summary>Gets or sets why the completion ended, for instance <c>stop</c> or <c>length</c>. <see langword="null"/> before the end of a stream.</summary>
    public string? FinishReason { get; set; }
}
