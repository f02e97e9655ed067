namespace ChatSample.Rendering;

/// <summary>A stretch of an answer that is shown as it arrives: its text, or its reasoning.</summary>
internal interface IAnswerBlock
{
    void Write(string? text);

    /// <summary>Ends the line and leaves an empty one.</summary>
    void End();
}
